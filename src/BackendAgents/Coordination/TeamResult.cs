using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Coordination;

/// <summary>What a run came to. Always complete, whatever the end.</summary>
public sealed record TeamResult
{
    /// <summary>Name of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>Every turn, in order.</summary>
    public IReadOnlyList<TurnRecord> Transcript { get; init; } = [];

    /// <summary>The blueprint so far; null when there is none.</summary>
    public Blueprint? Blueprint { get; init; }

    /// <summary>The files so far.</summary>
    public ArtifactSet Artifacts { get; init; } = ArtifactSet.Empty;

    /// <summary>The last verdict of each reviewer, and whether it still holds.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <summary>Findings that are open at the end: of rules, reviewers and verifiers.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    /// <summary>Who raised the open findings of reviewers, merged by rule and place, and who disagrees.</summary>
    internal IReadOnlyList<RaisedFinding> Raised { get; init; } = [];

    /// <summary>What reviewers said without ground, and what went wrong on the way. Blocks nothing.</summary>
    internal IReadOnlyList<ReviewNote> Notes { get; init; } = [];

    /// <summary>What verifiers came to, for the final artifacts.</summary>
    public IReadOnlyList<VerificationResult> Verifications { get; init; } = [];

    /// <summary>Whether each requirement of the brief is proven for the final artifacts.</summary>
    internal IReadOnlyList<RequirementProof> Requirements { get; init; } = [];

    /// <summary>What was spent.</summary>
    public Usage Usage { get; init; } = Usage.None;

    /// <summary>Path of the journal; null when none was kept.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Whether the run can be taken up where it ended.</summary>
    internal bool CanGoOn => JournalPath is not null && Stop.Kind is not (StopKind.Approved or StopKind.Incomplete);

    /// <summary>Whether it ended approved, which it does not while a requirement is unmet.</summary>
    public bool Approved => Stop.Kind == StopKind.Approved;
}
