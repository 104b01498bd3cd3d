using System.Text.Json.Serialization;

namespace BackendAgents.Coordination;

/// <summary>Why a run ended: exactly one of <see cref="StopKind"/>, in words, with what belongs to it.</summary>
public sealed record StopReason
{
    /// <summary>The kind of end.</summary>
    public required StopKind Kind { get; init; }

    /// <summary>One sentence for people: what happened and what is left undone.</summary>
    public required string Message { get; init; }

    /// <summary>For <see cref="StopKind.BudgetSpent"/>: which, as <c>run.rounds</c> or <c>agent backend-developer.modelCalls</c>.</summary>
    public string? Budget { get; init; }

    /// <summary>What is left undone, one item a line; empty when approved.</summary>
    public IReadOnlyList<string> Undone { get; init; } = [];

    /// <summary>For <see cref="StopKind.NeedsInput"/>: what must be answered.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Whether the run failed because its journal can't be written: a full disk, a folder without rights.</summary>
    [JsonIgnore]
    internal bool IsUnwritable { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Kind}: {Message}";
}

/// <summary>Kinds of end.</summary>
public enum StopKind
{
    /// <summary>No blocking finding is open and the quorum has approved these very bytes.</summary>
    Approved,

    /// <summary>
    /// As approved, but the brief asks for more than the delivery does: requirements are open or declined, and nobody has waived them.
    /// </summary>
    Incomplete,

    /// <summary>A budget ran out.</summary>
    BudgetSpent,

    /// <summary>The work stood still or went in circles.</summary>
    NoProgress,

    /// <summary>A person must answer first; the run can then be resumed.</summary>
    NeedsInput,

    /// <summary>The caller cancelled; the run can be resumed.</summary>
    Cancelled,

    /// <summary>
    /// A required reviewer gave no verdict, however often it was asked, so the approval is missing. All else of the run stands; it can be
    /// resumed, which asks the reviewer again.
    /// </summary>
    NotHeard,

    /// <summary>Something broke that the run could not get round; the message names the cause.</summary>
    Failed,
}
