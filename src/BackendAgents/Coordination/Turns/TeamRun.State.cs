using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Turns;

/// <summary>Where the work stands: which verdicts hold for the bytes there are, what is open, what is left to do.</summary>
internal sealed partial class TeamRun
{
    private RoutingState State()
    {
        var snapshot = _run.Project.Current;
        var (verdicts, raised) = Valid(snapshot);
        return new RoutingState
        {
            Members = _members,
            Snapshot = snapshot,
            Round = _round,
            Findings = OpenFindings(snapshot, raised),
            Verdicts = verdicts,
            FailedReviewers = _failures.Count == 0 ? s_nobody : FailedReviewers(snapshot),
            Quorum = _run.Options.Quorum,
            VerificationPending = _verification.IsPending(snapshot),
        };
    }

    private IReadOnlyList<Diagnostic> OpenFindings(ProjectSnapshot snapshot, IReadOnlyList<RaisedFinding> raised)
    {
        var verification = _verification.Findings(snapshot);
        if (raised.Count == 0 && verification.Count == 0)
            return snapshot.Findings;
        if (snapshot.Findings.Count == 0 && verification.Count == 0)
        {
            var findings = new Diagnostic[raised.Count];
            for (var i = 0; i < findings.Length; i++)
                findings[i] = raised[i].Finding;
            return findings;
        }

        // A rule's own finding comes first: a reviewer who cites the same place adds nothing that blocks twice.
        // A rule's warning that a reviewer demands to be mended blocks, and keeps its mechanical fix.
        return
        [
            .. snapshot
                .Findings.Concat(verification)
                .Concat(raised.Select(static item => item.Finding))
                .GroupBy(static finding => finding.Key, StringComparer.Ordinal)
                .Select(static same =>
                    same.First() with
                    {
                        Severity = same.Max(static finding => finding.Severity),
                        Fixable = same.Any(static finding => finding.Fixable),
                    }
                ),
        ];
    }

    // What holds for these bytes; worked out anew only when the bytes or the verdicts have changed.
    private (Dictionary<string, Verdict> Verdicts, IReadOnlyList<RaisedFinding> Raised) Valid(ProjectSnapshot snapshot)
    {
        if (!ReferenceEquals(_valid.Artifacts, snapshot.Artifacts) || _valid.Judgements != _judged)
        {
            var valid = new Dictionary<string, Verdict>(_judgements.Count, StringComparer.Ordinal);
            foreach (var member in _reviewers)
            {
                if (
                    _judgements.TryGetValue(member.Name, out var judgement)
                    && (
                        ReferenceEquals(judgement.Whole, snapshot.Artifacts)
                        || judgement.Verdict.ArtifactsHash == _scope.Of(member, snapshot.Artifacts).Hash
                    )
                )
                    valid.Add(member.Name, judgement.Verdict);
            }

            _valid = (snapshot.Artifacts, _judged, valid, FindingMerge.Merge(_reviewers, valid));
        }

        return (_valid.Verdicts, _valid.Raised);
    }

    private void TellVoided(Dictionary<string, Verdict> before)
    {
        if (before.Count == 0)
            return;
        var after = Valid(_run.Project.Current).Verdicts;
        foreach (var name in before.Keys)
        {
            if (!after.ContainsKey(name))
                _run.Emit(new VerdictVoided(name));
        }
    }

    private HashSet<string> FailedReviewers(ProjectSnapshot snapshot) =>
        _reviewers.Where(member => Failed(member, snapshot)).Select(static member => member.Name).ToHashSet(StringComparer.Ordinal);

    private bool Failed(TeamMember reviewer, ProjectSnapshot snapshot) =>
        _failures.TryGetValue(reviewer.Name, out var failures)
        && failures.Count >= _run.Options.MaxAttempts
        && failures.Hash == _scope.Of(reviewer, snapshot.Artifacts).Hash;

    // What names the state of the work: keys of what blocks, sorted.
    private static string BlockingKeys(IReadOnlyList<Diagnostic> findings)
    {
        if (findings.Count == 0)
            return "";
        var keys = new List<string>(findings.Count);
        foreach (var finding in findings)
        {
            if (finding.Severity == Severity.Error)
                keys.Add(finding.Key);
        }

        keys.Sort(StringComparer.Ordinal);
        return string.Join('\n', keys);
    }

    private List<Verdict> Verdicts(Dictionary<string, Verdict> valid) =>
        [
            .. _reviewers
                .Where(member => _judgements.ContainsKey(member.Name))
                .Select(member => _judgements[member.Name].Verdict with { Valid = valid.ContainsKey(member.Name) }),
        ];

    private List<string> Undone()
    {
        var snapshot = _run.Project.Current;
        var (verdicts, raised) = Valid(snapshot);
        var undone = new List<string>();
        if (snapshot.Artifacts.Count == 0)
            undone.Add("nothing is delivered yet");
        undone.AddRange(
            OpenFindings(snapshot, raised)
                .Where(static finding => finding.Severity == Severity.Error)
                .Take(20)
                .Select(static finding => $"{finding.Code} at {finding.Place}: {finding.Message}")
        );
        undone.AddRange(
            _reviewers
                .Where(member => member.Required && !verdicts.ContainsKey(member.Name))
                .Select(static member => $"no valid verdict of {member.Name}")
        );
        return undone;
    }
}
