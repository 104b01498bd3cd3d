namespace BackendAgents.Engineering.Planning;

/// <summary>A port on which the service listens for the deployment's own network alone.</summary>
/// <param name="Name">What it is for, at most 15 letters: <c>metrics</c>.</param>
/// <param name="Number">The port, 1024 to 65535.</param>
/// <param name="Path">Path that answers there.</param>
internal sealed record ServicePort(string Name, int Number, string Path);
