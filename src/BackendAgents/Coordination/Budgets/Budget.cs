using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Coordination.Budgets;

/// <summary>Bounds on what may be spent. A null bound does not bound; 0 allows nothing; no bound is negative.</summary>
public sealed record Budget
{
    /// <summary>No bound at all.</summary>
    public static Budget Unlimited { get; } = new();

    /// <summary>
    /// Rounds: steps of the workers, each followed by the reviews it makes necessary. Of an agent: those in which it has a turn. A turn
    /// has none.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? Rounds { get; init; }

    /// <summary>Calls of models; a turn of an agent that does not say counts as one.</summary>
    [Range(0, double.PositiveInfinity)]
    public long? ModelCalls { get; init; }

    /// <summary>Calls of tools.</summary>
    [Range(0, double.PositiveInfinity)]
    public long? ToolCalls { get; init; }

    /// <summary>Tokens sent.</summary>
    [Range(0, double.PositiveInfinity)]
    public long? InputTokens { get; init; }

    /// <summary>Tokens received.</summary>
    [Range(0, double.PositiveInfinity)]
    public long? OutputTokens { get; init; }

    /// <summary>Cost, in the currency of the price table, which may then not be empty.</summary>
    [Range(0, double.PositiveInfinity)]
    public decimal? Cost { get; init; }

    /// <summary>
    /// Working time; the time between a stop and a resume does not count. Of an agent: that of its turns together. More than nothing, at
    /// most 49 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "49.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? WallTime { get; init; }

    internal bool NeedsTokenCount => InputTokens is not null || OutputTokens is not null || Cost is not null;
}
