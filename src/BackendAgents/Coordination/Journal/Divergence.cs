namespace BackendAgents.Coordination.Journal;

/// <summary>A point at which a run and its record part.</summary>
/// <param name="Turn">Id of the turn, or null when it is not about one.</param>
/// <param name="What">What differs: <c>member</c>, <c>task</c>, a section of the view, <c>artifacts</c>, <c>missing turn</c>,
/// <c>stop</c>.</param>
/// <param name="Recorded">The side of the journal.</param>
/// <param name="Actual">The side of now.</param>
internal sealed record Divergence(string? Turn, string What, string Recorded, string Actual);
