using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination;

/// <summary>One turn of one member.</summary>
public sealed record TurnRecord
{
    internal TurnRecord(TeamTask task) => Task = task;

    /// <summary>The member whose turn it was.</summary>
    public string Member => Task.Role;

    /// <summary>The round, from 1.</summary>
    public int Round => Task.Round;

    internal TeamTask Task { get; init; }

    /// <summary>What the member answered; empty when it failed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why the turn failed; null when it did not.</summary>
    public string? Problem => Failure?.Message;

    internal TurnFailure? Failure { get; init; }

    /// <summary>What the turn spent.</summary>
    public Usage Usage { get; init; } = Usage.None;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The calls of tools, in order.</summary>
    internal IReadOnlyList<ToolCallRecord> ToolCalls { get; init; } = [];

    /// <summary>Whether it was taken from the journal rather than run.</summary>
    public bool Replayed { get; init; }
}

/// <summary>Why a turn failed.</summary>
/// <param name="Kind">One of <c>error</c>, <c>timeout</c>, <c>budget</c>, <c>malformed</c>, <c>empty</c>, <c>length</c>,
/// <c>contentFilter</c>, <c>maxTurns</c>, or the kind of the model's failure, as <c>rateLimited</c>.</param>
/// <param name="Message">What happened.</param>
internal sealed record TurnFailure(string Kind, string Message)
{
    internal static TurnFailure Of(Overdraft spent) => new("budget", $"The budget {spent.Budget} is spent.");
}

/// <summary>One call of a tool.</summary>
/// <param name="Key">Idempotency key: the same in every replay, different for every call.</param>
/// <param name="Function">Plugin and function.</param>
/// <param name="Arguments">The arguments as JSON.</param>
/// <param name="Result">What it answered, cut at 2,000 characters.</param>
internal sealed record ToolCallRecord(string Key, string Function, string Arguments, string Result);
