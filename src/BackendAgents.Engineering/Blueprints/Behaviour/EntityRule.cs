namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>What holds between the rows of an entity, whoever writes them. Exactly one of its kinds is given.</summary>
internal sealed record EntityRule : IRefusal
{
    /// <summary>At most so many rows of a parent.</summary>
    public CapacityRule? Capacity { get; init; }

    /// <summary>Intervals that don't overlap.</summary>
    public NoOverlapRule? NoOverlap { get; init; }

    /// <summary>No two rows alike.</summary>
    public UniqueRule? Unique { get; init; }

    /// <summary>Code of the problem, kebab case: <c>garage-full</c>.</summary>
    public required string Problem { get; init; }

    /// <summary>Status of the answer: 402, 403, 404, 409, 410, 422, 423 or 429.</summary>
    public int Status { get; init; } = 409;

    /// <summary>What the caller is told; made from the code when empty.</summary>
    public string Message { get; init; } = "";

    /// <summary>Names of the references and fields that rows have alike among which it counts.</summary>
    public IReadOnlyList<string> Among() => Unique?.Fields ?? [Capacity?.Per ?? NoOverlap!.Per];
}

/// <summary>At most so many rows of a parent are in a condition.</summary>
internal sealed record CapacityRule
{
    /// <summary>The reference to the parent: <c>garage</c>.</summary>
    public required string Per { get; init; }

    /// <summary>Expression of how many: <c>100</c>, <c>garage.capacity</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>Condition of the rows that count, over their own fields; all when empty.</summary>
    public string? Where { get; init; }

    /// <summary>The minute, hour, day or month of the calendar (UTC) within which they were created; ever when left out.</summary>
    public LimitPeriod? Within { get; init; }
}

/// <summary>
/// Intervals of rows of one parent don't overlap; an end that is missing is never. A row without the parent overlaps none.
/// </summary>
internal sealed record NoOverlapRule
{
    /// <summary>The reference to the parent: <c>room</c>.</summary>
    public required string Per { get; init; }

    /// <summary>The field where an interval begins, inclusive.</summary>
    public required string From { get; init; }

    /// <summary>The field where it ends, exclusive unless <see cref="Inclusive"/>.</summary>
    public required string To { get; init; }

    /// <summary>Whether the end belongs to the interval, as the last day of a rental does; not that of a stay by nights.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Condition of the rows that count, over their own fields; all when empty.</summary>
    public string? Where { get; init; }
}

/// <summary>No two rows in a condition have the same values.</summary>
internal sealed record UniqueRule
{
    /// <summary>Names of fields and references, one reference among them: <c>showtime</c>, <c>seat</c>.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Condition of the rows that count, over their own fields; all when empty.</summary>
    public string? Where { get; init; }
}
