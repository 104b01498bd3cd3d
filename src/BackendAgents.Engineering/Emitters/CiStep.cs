namespace BackendAgents.Engineering.Emitters;

/// <summary>What a pipeline runs before a change lands.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Command">The command, from the delivery's folder.</param>
internal sealed record CiStep(string Title, string Command);
