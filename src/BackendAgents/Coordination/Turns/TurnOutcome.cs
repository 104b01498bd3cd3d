using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>What came of a turn.</summary>
internal sealed record TurnOutcome(TurnRecord Record)
{
    /// <summary>What the member asks of people at the end of its turn.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>A question inside the turn: the turn is not over.</summary>
    public Question? Waiting { get; init; }

    /// <summary>The budget that ended the turn.</summary>
    public string? Overdraft { get; init; }

    /// <summary>What was spent in this session and stands in no record yet; null when the agent was not called.</summary>
    public Usage? Unrecorded { get; init; }

    /// <summary>Which model answered, as far as it is known.</summary>
    public TurnModel Model { get; init; }

    /// <summary>
    /// Whether the run ends with the turn: by a budget of the run or of a worker. A reviewer's own ends its part only, a turn's only the
    /// turn.
    /// </summary>
    public bool EndsRun =>
        Overdraft is { } budget
        && (
            budget.StartsWith("run.", StringComparison.Ordinal)
            || (Record.Task.Kind != TaskKind.Review && !budget.StartsWith("turn ", StringComparison.Ordinal))
        );
}
