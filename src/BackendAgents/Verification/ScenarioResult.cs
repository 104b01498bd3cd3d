namespace BackendAgents.Verification;

/// <summary>What became of a scenario when it was played.</summary>
/// <param name="Scenario">Its id.</param>
/// <param name="Failure">Where it went otherwise than expected; null when it passed.</param>
/// <param name="Unshown">Operations that could do nothing, and the scenario would still pass: it does not show that they work.</param>
internal sealed record ScenarioResult(string Scenario, string? Failure, IReadOnlyList<string> Unshown)
{
    /// <summary>Whether it passed, and would not have if any of its operations did nothing.</summary>
    public bool Proves => Failure is null && Unshown.Count == 0;
}
