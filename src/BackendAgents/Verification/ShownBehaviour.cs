namespace BackendAgents.Verification;

/// <summary>What became of the delivered tests of one piece of declared behaviour.</summary>
/// <param name="Name">The behaviour: <c>rule booking.seat-taken</c>.</param>
/// <param name="Passed">How many of its tests passed.</param>
/// <param name="Failed">How many did not, or were not run.</param>
internal sealed record ShownBehaviour(string Name, int Passed, int Failed);
