using BackendAgents.Engineering.Checks;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Merges what several reviewers found.</summary>
internal static class FindingMerge
{
    /// <summary>One entry a key, most severe first, then by key; so the order does not depend on who answered first.</summary>
    public static IReadOnlyList<RaisedFinding> Merge(IReadOnlyList<TeamMember> reviewers, IReadOnlyDictionary<string, Verdict> verdicts)
    {
        List<(Finding Finding, string By)>? raised = null;
        foreach (var reviewer in reviewers)
        {
            if (verdicts.TryGetValue(reviewer.Name, out var verdict))
            {
                foreach (var finding in verdict.Findings)
                    (raised ??= []).Add((finding, reviewer.Name));
            }
        }

        if (raised is null)
            return [];
        return
        [
            .. raised.GroupBy(static item => item.Finding.Key, StringComparer.Ordinal)
                .Select(group => Join([.. group], reviewers, verdicts))
                .OrderByDescending(static item => item.Finding.Severity)
                .ThenBy(static item => item.Finding.Key, StringComparer.Ordinal),
        ];
    }

    private static RaisedFinding Join(List<(Finding Finding, string By)> group, IReadOnlyList<TeamMember> reviewers, IReadOnlyDictionary<string, Verdict> verdicts)
    {
        var first = group[0].Finding;
        var by = group.Select(static item => item.By).Distinct(StringComparer.Ordinal).ToList();
        var hashes = by.Select(name => verdicts[name].ArtifactsHash).ToHashSet(StringComparer.Ordinal);
        var dissenters = reviewers
            .Where(member => !by.Contains(member.Name) && member.Covers(first.Area) && verdicts.TryGetValue(member.Name, out var verdict) && hashes.Contains(verdict.ArtifactsHash))
            .Select(static member => member.Name).ToList();
        var others = group.Select(static item => item.Finding.Message).Where(message => message != first.Message).Distinct(StringComparer.Ordinal).ToList();
        return new RaisedFinding(first with { Severity = group.Max(static item => item.Finding.Severity) }, by, dissenters, others);
    }
}
