namespace BackendAgents.Engineering.Blueprints;

/// <summary>A comparison that holds for every row, between two fields or a field and a literal. Typed, so no SQL passes through.</summary>
public sealed record CheckConstraint
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the field on the left.</summary>
    public required string Left { get; init; }

    /// <summary>How the sides compare.</summary>
    public required Comparison Operator { get; init; }

    /// <summary>Id of the field on the right; exclusive with <see cref="Value"/>.</summary>
    public string? Right { get; init; }

    /// <summary>Literal on the right, in the API's notation; exclusive with <see cref="Right"/>.</summary>
    public string? Value { get; init; }

    /// <summary>The ids of the fields of which one comes before the other; null where none does.</summary>
    internal (string First, string Last)? Order() =>
        Right is not { } right
            ? null
            : Operator switch
            {
                Comparison.Less or Comparison.LessOrEqual => (Left, right),
                Comparison.Greater or Comparison.GreaterOrEqual => (right, Left),
                _ => null,
            };
}

/// <summary>How two values compare.</summary>
public enum Comparison
{
    /// <summary>Left is the same as right.</summary>
    Equal,

    /// <summary>Left differs from right.</summary>
    NotEqual,

    /// <summary>Left is smaller or earlier.</summary>
    Less,

    /// <summary>Left is smaller, earlier or the same.</summary>
    LessOrEqual,

    /// <summary>Left is greater or later.</summary>
    Greater,

    /// <summary>Left is greater, later or the same.</summary>
    GreaterOrEqual,
}
