using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Merges what several reviewers found.</summary>
internal static class FindingMerge
{
    /// <summary>One entry a key, most severe first, then by key; so the order does not depend on who answered first.</summary>
    public static IReadOnlyList<RaisedFinding> Merge(IReadOnlyList<TeamMember> reviewers, IReadOnlyDictionary<string, Verdict> verdicts)
    {
        Dictionary<string, Group>? groups = null;
        foreach (var reviewer in reviewers)
        {
            if (!verdicts.TryGetValue(reviewer.Name, out var verdict))
                continue;
            foreach (var finding in verdict.Findings)
            {
                var key = finding.Key;
                groups ??= new Dictionary<string, Group>(StringComparer.Ordinal);
                if (groups.TryGetValue(key, out var known))
                    known.Add(finding, verdict);
                else
                    groups.Add(key, new Group(key, finding, verdict));
            }
        }

        if (groups is null)
            return [];
        var sorted = new Group[groups.Count];
        groups.Values.CopyTo(sorted, 0);
        Array.Sort(sorted);
        return Array.ConvertAll(sorted, group => group.Join(reviewers, verdicts));
    }

    /// <summary>The same finding, of one reviewer or, more rarely, of several.</summary>
    private sealed class Group(string key, Diagnostic first, Verdict verdict) : IComparable<Group>
    {
        private List<Verdict>? _more;
        private List<string>? _others;
        private Severity _severity = first.Severity;

        private string Key => key;

        public void Add(Diagnostic finding, Verdict by)
        {
            if (finding.Severity > _severity)
                _severity = finding.Severity;
            if (!IsBy(by))
                (_more ??= []).Add(by);
            if (finding.Message != first.Message && _others?.Contains(finding.Message) != true)
                (_others ??= []).Add(finding.Message);
        }

        public int CompareTo(Group? other) =>
            other!._severity != _severity ? other._severity.CompareTo(_severity) : string.CompareOrdinal(key, other.Key);

        public RaisedFinding Join(IReadOnlyList<TeamMember> reviewers, IReadOnlyDictionary<string, Verdict> verdicts)
        {
            List<string>? dissenters = null;
            foreach (var reviewer in reviewers)
            {
                if (reviewer.Covers(first.Area) && verdicts.TryGetValue(reviewer.Name, out var own) && !IsBy(own) && SawTheSame(own))
                    (dissenters ??= []).Add(reviewer.Name);
            }

            IReadOnlyList<string> by = _more is null
                ? [verdict.Reviewer]
                : [verdict.Reviewer, .. _more.Select(static more => more.Reviewer)];
            return new RaisedFinding(
                first.Severity == _severity ? first : first with { Severity = _severity },
                by,
                dissenters ?? (IReadOnlyList<string>)[],
                _others ?? (IReadOnlyList<string>)[]
            );
        }

        private bool IsBy(Verdict other) => ReferenceEquals(verdict, other) || _more?.Contains(other) == true;

        private bool SawTheSame(Verdict other) =>
            verdict.ArtifactsHash == other.ArtifactsHash || _more?.Exists(more => more.ArtifactsHash == other.ArtifactsHash) == true;
    }
}
