using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Events;

/// <summary>Something that happened in a run. Events come in order; those of parallel reviewers interleave.</summary>
public abstract record TeamEvent;

/// <summary>The run begins, or goes on.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="JournalPath">Its journal; null when none is kept.</param>
/// <param name="Resumed">Whether it goes on from a journal.</param>
/// <param name="RecordedTurns">Turns that the journal has.</param>
/// <param name="TornBytes">Bytes of a half-written record that were dropped from the journal's end.</param>
internal sealed record RunStarted(string RunId, string? JournalPath, bool Resumed, int RecordedTurns, long TornBytes) : TeamEvent;

/// <summary>A round begins: the workers' next step.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Findings">What is open.</param>
internal sealed record RoundStarted(int Round, IReadOnlyList<Diagnostic> Findings) : TeamEvent;

/// <summary>A member was given a task.</summary>
public sealed record TurnStarted : TeamEvent
{
    internal TurnStarted(TeamTask task, bool replayed)
    {
        Task = task;
        Replayed = replayed;
    }

    /// <summary>The member.</summary>
    public string Member => Task.Role;

    /// <summary>The round, from 1.</summary>
    public int Round => Task.Round;

    /// <summary>Whether the outcome is taken from the journal.</summary>
    public bool Replayed { get; }

    internal TeamTask Task { get; }
}

/// <summary>The resilience around a member's model did something: a retry, a fallback.</summary>
/// <param name="Member">Whose model.</param>
/// <param name="Happened">What was done.</param>
internal sealed record ModelActed(string Member, Models.ModelEvent Happened) : TeamEvent;

/// <summary>A tool is about to be called.</summary>
/// <param name="Turn">Id of the task.</param>
/// <param name="Member">Who calls.</param>
/// <param name="Function">Plugin and function.</param>
internal sealed record ToolCalled(string Turn, string Member, string Function) : TeamEvent;

/// <summary>A tool has answered.</summary>
/// <param name="Turn">Id of the task.</param>
/// <param name="Member">Who called.</param>
/// <param name="Function">Plugin and function.</param>
/// <param name="Outcome">How the call came to its result.</param>
public sealed record ToolReturned(string Turn, string Member, string Function, ToolOutcome Outcome) : TeamEvent
{
    /// <summary>What it answered, whole; null when it gave no answer. A model or a tool wrote it.</summary>
    public string? Answer { get; init; }
}

/// <summary>How a tool call came to its result.</summary>
public enum ToolOutcome
{
    /// <summary>It ran.</summary>
    Done,

    /// <summary>It threw; the model was told.</summary>
    Failed,

    /// <summary>Its result was taken from the journal; it did not run again.</summary>
    Recorded,

    /// <summary>It had been begun before a kill, and was found to have happened.</summary>
    Reconciled,

    /// <summary>It had been begun before a kill and nobody can tell; it did not run again, and the model was told.</summary>
    Unknown,

    /// <summary>A person, a budget or the end of the run refused it.</summary>
    Refused,

    /// <summary>It waits for a person.</summary>
    Waiting,
}

/// <summary>A turn is over.</summary>
/// <param name="Turn">What was said and spent.</param>
public sealed record TurnEnded(TurnRecord Turn) : TeamEvent;

/// <summary>A reviewer has judged.</summary>
/// <param name="Verdict">The verdict.</param>
public sealed record VerdictGiven(Verdict Verdict) : TeamEvent;

/// <summary>A verdict no longer holds, since what it judged has changed.</summary>
/// <param name="Reviewer">Whose.</param>
internal sealed record VerdictVoided(string Reviewer) : TeamEvent;

/// <summary>A reviewer gave no verdict; the others go on.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Failure">Why.</param>
internal sealed record ReviewerFailed(string Reviewer, TurnFailure Failure) : TeamEvent;

/// <summary>A verifier begins.</summary>
/// <param name="Verifier">Its id.</param>
internal sealed record VerificationStarted(string Verifier) : TeamEvent;

/// <summary>A verifier has judged.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Replayed">Whether it is taken from the journal or from a run on the same bytes.</param>
internal sealed record VerificationEnded(VerificationResult Result, bool Replayed) : TeamEvent;

/// <summary>Half of a budget is spent; the agents are told from now on.</summary>
/// <param name="Budget">Which, with figures.</param>
internal sealed record BudgetHalfSpent(string Budget) : TeamEvent;

/// <summary>A question for a person.</summary>
/// <param name="Question">The question.</param>
internal sealed record QuestionAsked(Question Question) : TeamEvent;

/// <summary>Something that people should know and that stops nothing.</summary>
/// <param name="Note">What.</param>
internal sealed record Noted(ReviewNote Note) : TeamEvent;

/// <summary>Work stands still and something else is tried.</summary>
/// <param name="Pattern">How the work repeats.</param>
/// <param name="Escalation">What is tried.</param>
internal sealed record Escalated(string Pattern, Progress.Escalation Escalation) : TeamEvent;

/// <summary>What a resumed or replayed run does differs from what is on record.</summary>
/// <param name="Divergence">Where, with both sides.</param>
internal sealed record Diverged(Journal.Divergence Divergence) : TeamEvent;

/// <summary>The run is over. Always the last event, and always there.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Usage">What was spent.</param>
public sealed record RunEnded(TeamResult Result, Usage Usage) : TeamEvent;
