namespace BackendAgents.Coordination.Progress;

/// <summary>Looks at the state after each round and says when it repeats. Not thread-safe.</summary>
internal sealed class ProgressWatch(NoProgressPolicy policy)
{
    // The number of recent states that the longest pattern looks back on.
    private readonly long _most =
        1 + Math.Max(2 + (3L * policy.Oscillations), Math.Max(policy.SameState, Math.Max(policy.SameFindings, policy.SameArtifacts)));
    private readonly List<(string Artifacts, string Findings)> _states = new(16);

    /// <summary>Notes a state; says how it repeats, or null.</summary>
    /// <param name="artifacts">Hash of the artifacts.</param>
    /// <param name="findings">Keys of the blocking findings, sorted and joined.</param>
    public string? Note(string artifacts, string findings)
    {
        if (_states.Count == _most)
            _states.RemoveAt(0);
        _states.Add((artifacts, findings));
        if (Repeats(1, policy.SameState, static state => state))
            return $"the same artifacts with the same findings {policy.SameState + 1} times in a row";
        for (var period = 2; period <= 3; period++)
        {
            if (Repeats(period, (long)policy.Oscillations * period, static state => state))
                return $"the work goes in circles of {period} states";
        }

        if (findings.Length > 0 && Repeats(1, policy.SameFindings, static state => (state.Findings, "")))
            return $"the same findings {policy.SameFindings + 1} times in a row";
        if (Repeats(1, policy.SameArtifacts, static state => (state.Artifacts, "")))
            return $"the same artifacts {policy.SameArtifacts + 1} times in a row";
        return null;
    }

    /// <summary>Forgets what was seen: somebody else has taken over.</summary>
    public void Reset() => _states.Clear();

    // Whether each of the last 'count' states equals the one 'period' before it.
    private bool Repeats(int period, long count, Func<(string Artifacts, string Findings), (string, string)> part)
    {
        if (_states.Count < period + count)
            return false;
        for (var i = _states.Count - (int)count; i < _states.Count; i++)
        {
            if (part(_states[i]) != part(_states[i - period]))
                return false;
        }

        return true;
    }
}
