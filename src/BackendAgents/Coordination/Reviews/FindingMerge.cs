using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Merges what several reviewers found.</summary>
internal static class FindingMerge
{
    /// <summary>One entry a key, most severe first, then by key; so the order does not depend on who answered first.</summary>
    public static IReadOnlyList<RaisedFinding> Merge(IReadOnlyList<TeamMember> reviewers, IReadOnlyDictionary<string, Verdict> verdicts) =>
        [
            .. reviewers
                .Select(member => verdicts.GetValueOrDefault(member.Name))
                .OfType<Verdict>()
                .SelectMany(static verdict => verdict.Findings.Select(finding => (finding, verdict)))
                .GroupBy(static raised => raised.finding.Key, StringComparer.Ordinal)
                .Select(same => Join([.. same], reviewers, verdicts))
                .OrderByDescending(static raised => raised.Finding.Severity)
                .ThenBy(static raised => raised.Finding.Key, StringComparer.Ordinal),
        ];

    private static RaisedFinding Join(
        List<(Diagnostic Finding, Verdict Verdict)> same,
        IReadOnlyList<TeamMember> reviewers,
        IReadOnlyDictionary<string, Verdict> verdicts
    )
    {
        var first = same[0].Finding;
        var raisedBy = same.ConvertAll(static raised => raised.Verdict.Reviewer);
        // A reviewer who judged the same artifacts without raising the finding dissents.
        var dissenters = reviewers.Where(member =>
            member.Covers(first.Area)
            && !raisedBy.Contains(member.Name)
            && verdicts.TryGetValue(member.Name, out var own)
            && same.Exists(raised => raised.Verdict.ArtifactsHash == own.ArtifactsHash)
        );
        var messages = same.Select(static raised => raised.Finding.Message).Where(message => message != first.Message);
        return new RaisedFinding(
            first with
            {
                Severity = same.Max(static raised => raised.Finding.Severity),
            },
            [.. raisedBy.Distinct()],
            [.. dissenters.Select(static member => member.Name)],
            [.. messages.Distinct()]
        );
    }
}
