using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Coordination.Turns;

/// <summary>Who has judged what: the reviewers' last verdicts, which of them still hold, and who gave none. Not thread-safe.</summary>
internal sealed class ReviewBoard(TeamOptions options, IReadOnlyList<TeamMember> members)
{
    private readonly ReviewScope _scope = new(options.ArtifactAreas);
    private readonly Dictionary<string, Judgement> _judgements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReviewerFailures> _failures = new(StringComparer.Ordinal);
    private (ArtifactSet Artifacts, ReviewState State)? _last;

    public IReadOnlyList<TeamMember> Reviewers { get; } = [.. members.Where(static member => member.Role == MemberRole.Reviewer)];

    /// <summary>The artifacts that a reviewer judges.</summary>
    public ArtifactSet ScopeOf(TeamMember reviewer, ArtifactSet artifacts) => _scope.Of(reviewer, artifacts);

    /// <summary>What a reviewer saw when it gave its last verdict; null when it gave none yet.</summary>
    public ArtifactSet? LastSeen(TeamMember reviewer) => _judgements.GetValueOrDefault(reviewer.Name)?.Scope;

    /// <summary>Whether a reviewer gave no verdict when it was last asked.</summary>
    public bool HasFailed(TeamMember reviewer) => _failures.ContainsKey(reviewer.Name);

    /// <summary>The required reviewers that gave no verdict when they were last asked, and why.</summary>
    public IReadOnlyList<ReviewerFailures> RequiredFailures =>
        [.. Reviewers.Where(member => member.Required && HasFailed(member)).Select(member => _failures[member.Name])];

    /// <summary>A reviewer has judged these artifacts.</summary>
    public void Judged(Verdict verdict, ArtifactSet scope)
    {
        _failures.Remove(verdict.Reviewer);
        _judgements[verdict.Reviewer] = new Judgement(verdict, scope);
        _last = null;
    }

    /// <summary>A reviewer gave no verdict on these artifacts.</summary>
    public void Failed(ReviewerFailures failure)
    {
        var before = _failures.GetValueOrDefault(failure.Reviewer);
        _failures[failure.Reviewer] = before?.Hash == failure.Hash ? failure with { Count = before.Count + failure.Count } : failure;
    }

    /// <summary>All reviewers that gave no verdict are asked anew.</summary>
    public void ForgetFailures() => _failures.Clear();

    /// <summary>What holds for these artifacts.</summary>
    public ReviewState State(ArtifactSet artifacts)
    {
        if (_last is { } last && ReferenceEquals(last.Artifacts, artifacts))
            return last.State;
        var valid = Reviewers
            .Select(member => (member, Judgement: _judgements.GetValueOrDefault(member.Name)))
            .Where(item => item.Judgement is { } given && given.Verdict.ArtifactsHash == ScopeOf(item.member, artifacts).Hash)
            .ToDictionary(static item => item.member.Name, static item => item.Judgement!.Verdict, StringComparer.Ordinal);
        var state = new ReviewState(valid, FindingMerge.Merge(Reviewers, valid));
        _last = (artifacts, state);
        return state;
    }

    /// <summary>The reviewers that have failed for good for these artifacts.</summary>
    public HashSet<string> FailedFor(ArtifactSet artifacts) =>
        Reviewers
            .Where(member =>
                _failures.TryGetValue(member.Name, out var failures)
                && failures.Count >= options.MaxAttempts
                && failures.Hash == ScopeOf(member, artifacts).Hash
            )
            .Select(static member => member.Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Each reviewer's last verdict, and whether it holds for these artifacts.</summary>
    public IReadOnlyList<Verdict> Verdicts(ArtifactSet artifacts)
    {
        var valid = State(artifacts).Verdicts;
        return
        [
            .. Reviewers
                .Where(member => _judgements.ContainsKey(member.Name))
                .Select(member => _judgements[member.Name].Verdict with { Valid = valid.ContainsKey(member.Name) }),
        ];
    }

    /// <summary>A verdict and what it was given on.</summary>
    private sealed record Judgement(Verdict Verdict, ArtifactSet Scope);
}

/// <summary>What reviewers say of some artifacts.</summary>
/// <param name="Verdicts">The verdicts that hold, by reviewer.</param>
/// <param name="Raised">Their findings, merged.</param>
internal sealed record ReviewState(Dictionary<string, Verdict> Verdicts, IReadOnlyList<RaisedFinding> Raised);

/// <summary>Failures in a row of a reviewer on the same bytes.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Hash">Of the artifacts.</param>
/// <param name="Count">How many.</param>
/// <param name="Last">The last one.</param>
/// <param name="Budget">The budget of its own that was the cause of it; null for another cause.</param>
/// <param name="Replayed">Whether the last one was taken from the journal.</param>
internal sealed record ReviewerFailures(string Reviewer, string Hash, int Count, TurnFailure Last, string? Budget, bool Replayed);
