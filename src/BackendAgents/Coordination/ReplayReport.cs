using BackendAgents.Coordination.Journal;

namespace BackendAgents.Coordination;

/// <summary>What a replay came to.</summary>
/// <param name="Result">The result as the journal leads to it.</param>
/// <param name="Divergence">The first point at which the run would now take another course, with both sides; null when there is
/// none.</param>
internal sealed record ReplayReport(TeamResult Result, Divergence? Divergence);
