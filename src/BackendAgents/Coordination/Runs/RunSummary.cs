using BackendAgents.Coordination.Budgets;

namespace BackendAgents.Coordination.Runs;

/// <summary>A run as its journal tells it, without running anything.</summary>
internal sealed record RunSummary
{
    /// <summary>Name of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its journal.</summary>
    public required string Path { get; init; }

    /// <summary>Where the run is now.</summary>
    public required RunState State { get; init; }

    /// <summary>What was asked for; empty when the journal ends before it.</summary>
    public string Brief { get; init; } = "";

    /// <summary>The folder that it delivers to, absolute; null when it names none.</summary>
    public string? Output { get; init; }

    /// <summary>When it began; null when the journal ends before it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last stopped; null while it is at work or was interrupted.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why it stopped; null while it is at work or was interrupted.</summary>
    public StopReason? Stop { get; init; }

    /// <summary>How many processes have worked on it.</summary>
    public int Sessions { get; init; }

    /// <summary>Working time, pauses between processes not counted.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What its finished turns have spent.</summary>
    public Usage Usage { get; init; } = Usage.None;

    /// <summary>Verifications that are on record.</summary>
    public int Verifications { get; init; }

    /// <summary>Size of the journal.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes at the end of the journal of a record that was never finished; a resume drops them and says so.</summary>
    public long TornBytes { get; init; }

    /// <summary>Why the journal can't be read, when <see cref="State"/> is <see cref="RunState.Unreadable"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>The turns in the order in which they began.</summary>
    public IReadOnlyList<RunTurn> Turns { get; init; } = [];

    /// <summary>Whether a resume has anything left to do.</summary>
    public bool CanResume =>
        State is RunState.Interrupted || (State is RunState.Stopped && Stop?.Kind is not StopKind.Approved and not StopKind.Incomplete);
}

/// <summary>Where a run is.</summary>
internal enum RunState
{
    /// <summary>A process is working on it.</summary>
    Running,

    /// <summary>Its process was ended before it could stop; it can be resumed.</summary>
    Interrupted,

    /// <summary>It stopped with a reason.</summary>
    Stopped,

    /// <summary>Its journal is damaged, or of a later version.</summary>
    Unreadable,
}

/// <summary>A turn on record.</summary>
/// <param name="Id">Names the turn within its run.</param>
/// <param name="Member">Who had it.</param>
/// <param name="Kind">What it was for.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Tools">The functions that were called, in order.</param>
/// <param name="Text">The answer; null when the turn was never finished.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Usage">What it spent.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RunTurn(
    string Id,
    string Member,
    Views.TaskKind Kind,
    int Round,
    IReadOnlyList<string> Tools,
    string? Text,
    TurnFailure? Failure,
    Usage Usage,
    TimeSpan Duration
);
