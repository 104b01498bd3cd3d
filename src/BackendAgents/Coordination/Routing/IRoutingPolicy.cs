using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Routing;

/// <summary>Decides what a team does next. Must be a pure function of the state, or runs can neither be resumed nor replayed.</summary>
internal interface IRoutingPolicy
{
    /// <summary>The next step.</summary>
    RoutingStep Next(RoutingState state);
}

/// <summary>What a decision is made from.</summary>
internal sealed record RoutingState
{
    /// <summary>The team, in its order.</summary>
    public required IReadOnlyList<TeamMember> Members { get; init; }

    /// <summary>The work so far.</summary>
    public required ProjectSnapshot Snapshot { get; init; }

    /// <summary>Rounds done.</summary>
    public required int Round { get; init; }

    /// <summary>Open findings of rules, reviewers and verifiers; the errors among them block.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }

    /// <summary>Valid verdicts, by reviewer.</summary>
    public required IReadOnlyDictionary<string, Verdict> Verdicts { get; init; }

    /// <summary>Reviewers that have failed for good for these artifacts.</summary>
    public required IReadOnlySet<string> FailedReviewers { get; init; }

    /// <summary>Which verdicts make an approval.</summary>
    public required Quorum Quorum { get; init; }

    /// <summary>Whether verifiers still have to judge these artifacts.</summary>
    public required bool VerificationPending { get; init; }
}

/// <summary>What is done next: exactly one of the lists is filled, or one of the flags set.</summary>
internal sealed record RoutingStep
{
    /// <summary>Tasks of workers, done one after the other.</summary>
    public IReadOnlyList<WorkOrder> Work { get; init; } = [];

    /// <summary>Reviewers that judge in parallel.</summary>
    public IReadOnlyList<TeamMember> Review { get; init; } = [];

    /// <summary>Whether the verifiers run.</summary>
    public bool Verify { get; init; }

    /// <summary>Whether the work is approved.</summary>
    public bool Approve { get; init; }

    /// <summary>Why nothing can be done; ends the run as failed.</summary>
    public string? Stuck { get; init; }
}

/// <summary>Work for one worker.</summary>
/// <param name="Member">The worker.</param>
/// <param name="Kind">Design or revise.</param>
/// <param name="Findings">What to mend; empty for a design.</param>
internal sealed record WorkOrder(TeamMember Member, TaskKind Kind, IReadOnlyList<Diagnostic> Findings);
