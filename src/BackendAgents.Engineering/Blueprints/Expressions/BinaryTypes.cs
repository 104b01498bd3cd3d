using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>The types that operators take and give, and what comparisons are the other way round.</summary>
internal static class BinaryTypes
{
    /// <summary>The type of an operation.</summary>
    /// <exception cref="ExpressionException">The operator does not go with these types.</exception>
    public static ExpressionType Of(string symbol, ExpressionType left, ExpressionType right, string text)
    {
        var nullable = left.IsNullable || right.IsNullable;
        switch (symbol)
        {
            case "&&" or "||" when left.Kind == ValueKind.Bool && right.Kind == ValueKind.Bool:
                return ExpressionType.Bool;
            case "==" or "!=" when AreAlike(left, right) && left.Kind != ValueKind.Opaque:
                return ExpressionType.Bool;
            case "<" or "<=" or ">" or ">=" when AreAlike(left, right) && IsOrdered(left.Kind) && IsOrdered(right.Kind):
                return ExpressionType.Bool;
            case "+" or "-" or "*" when left.IsNumber && right.IsNumber:
                return Number(left, right) with { IsNullable = nullable };
            // Exact, whatever is divided: 7 / 2 is 3.5.
            case "/" when left.IsNumber && right.IsNumber:
                return new ExpressionType(Number(left, right).Kind == ValueKind.Double ? ValueKind.Double : ValueKind.Decimal, nullable);
            case "%" when left.IsWhole && right.IsWhole:
                return Number(left, right) with { IsNullable = nullable };
            case "+" when left.Kind == ValueKind.Text && right.Kind == ValueKind.Text:
                return new ExpressionType(ValueKind.Text);
            case "??" when left.IsNullable:
                return Common(left, right, text) with { IsNullable = right.IsNullable };
            case "??":
                throw new ExpressionException($"What stands before '??' in '{text}' is always there.", "Leave '??' and what follows out.");
            default:
                throw new ExpressionException($"'{symbol}' does not go with {left} and {right} in '{text}'.", Remedy(left, right));
        }
    }

    /// <summary>The type that both are of.</summary>
    public static ExpressionType Common(ExpressionType left, ExpressionType right, string text)
    {
        if (left.Kind == ValueKind.Null)
            return right with { IsNullable = true };
        if (right.Kind == ValueKind.Null)
            return left with { IsNullable = true };
        if (!AreAlike(left, right))
            throw new ExpressionException($"'{text}' is {left} or {right}.", "Let both be of one type.");
        return (left.IsNumber ? Number(left, right) : left) with { IsNullable = left.IsNullable || right.IsNullable };
    }

    /// <summary>Whether values of both types can be compared.</summary>
    public static bool AreAlike(ExpressionType left, ExpressionType right) =>
        left.Kind == ValueKind.Null ? right.IsNullable
        : right.Kind == ValueKind.Null ? left.IsNullable
        : left.IsNumber && right.IsNumber
            ? (left.Kind == ValueKind.Double) == (right.Kind == ValueKind.Double) || left.IsWhole || right.IsWhole
        : left.Kind == right.Kind && left.Entity?.Id == right.Entity?.Id && left.Enum?.Id == right.Enum?.Id;

    /// <summary>The operator that says the same with its sides exchanged.</summary>
    public static string Mirrored(string symbol) =>
        symbol switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            ">=" => "<=",
            _ => symbol,
        };

    private static bool IsOrdered(ValueKind kind) =>
        kind
            is ValueKind.Int
                or ValueKind.Long
                or ValueKind.Decimal
                or ValueKind.Double
                or ValueKind.Date
                or ValueKind.Time
                or ValueKind.Timestamp;

    private static ExpressionType Number(ExpressionType left, ExpressionType right) =>
        left.Kind == ValueKind.Double || right.Kind == ValueKind.Double ? new ExpressionType(ValueKind.Double)
        : left.Kind == ValueKind.Decimal || right.Kind == ValueKind.Decimal ? ExpressionType.Decimal
        : left.Kind == ValueKind.Long || right.Kind == ValueKind.Long ? new ExpressionType(ValueKind.Long)
        : new ExpressionType(ValueKind.Int);

    private static string? Remedy(ExpressionType left, ExpressionType right) =>
        left.Enum is { } type ? $"Values of {type.Name} are {string.Join(", ", type.Values)}."
        : right.Enum is { } other ? $"Values of {other.Name} are {string.Join(", ", other.Values)}."
        : left.Kind == ValueKind.Null || right.Kind == ValueKind.Null ? "It is always there; don't compare it with null."
        : null;
}
