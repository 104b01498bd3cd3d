using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>The functions of values, with what they take and give.</summary>
internal static class Functions
{
    private static readonly ExpressionType s_int = new(ValueKind.Int);

    private static readonly (string Name, ValueKind[] Takes, ExpressionType Gives)[] s_all =
    [
        ("minutes", [ValueKind.Timestamp, ValueKind.Timestamp], ExpressionType.Decimal),
        ("hours", [ValueKind.Timestamp, ValueKind.Timestamp], ExpressionType.Decimal),
        ("days", [ValueKind.Timestamp, ValueKind.Timestamp], ExpressionType.Decimal),
        ("days", [ValueKind.Date, ValueKind.Date], s_int),
        ("addMinutes", [ValueKind.Timestamp, ValueKind.Int], new(ValueKind.Timestamp)),
        ("addHours", [ValueKind.Timestamp, ValueKind.Int], new(ValueKind.Timestamp)),
        ("addDays", [ValueKind.Timestamp, ValueKind.Int], new(ValueKind.Timestamp)),
        ("addDays", [ValueKind.Date, ValueKind.Int], new(ValueKind.Date)),
        ("date", [ValueKind.Timestamp], new(ValueKind.Date)),
        ("year", [ValueKind.Date], s_int),
        ("month", [ValueKind.Date], s_int),
        ("day", [ValueKind.Date], s_int),
        ("hour", [ValueKind.Timestamp], s_int),
        ("length", [ValueKind.Text], s_int),
        ("ceil", [ValueKind.Decimal], ExpressionType.Decimal),
        ("floor", [ValueKind.Decimal], ExpressionType.Decimal),
        ("round", [ValueKind.Decimal, ValueKind.Int], ExpressionType.Decimal),
        ("abs", [ValueKind.Int], s_int),
        ("min", [ValueKind.Int, ValueKind.Int], s_int),
        ("max", [ValueKind.Int, ValueKind.Int], s_int),
        ("abs", [ValueKind.Decimal], ExpressionType.Decimal),
        ("min", [ValueKind.Decimal, ValueKind.Decimal], ExpressionType.Decimal),
        ("max", [ValueKind.Decimal, ValueKind.Decimal], ExpressionType.Decimal),
    ];

    /// <summary>The names of all functions of values.</summary>
    public static IEnumerable<string> Names => s_all.Select(static function => function.Name).Distinct();

    /// <summary>A call with its type.</summary>
    public static CallNode Read(string name, IReadOnlyList<Node> arguments, string text)
    {
        var called = s_all.Where(function => function.Name == name).ToList();
        if (called.Count == 0)
            throw new ExpressionException(
                $"There is no function '{name}' in '{text}'.",
                $"There are count, sum, min, max, any, all of rows, and {string.Join(", ", Names)}."
            );
        foreach (var argument in arguments.Where(static argument => argument.Type.IsNullable))
            throw new ExpressionException(
                $"A value that {name} takes in '{text}' may be absent.",
                "Say what counts then: (exitedAt ?? now)"
            );
        foreach (var (_, takes, gives) in called)
        {
            if (takes.Length == arguments.Count && takes.Zip(arguments).All(static pair => Fits(pair.First, pair.Second.Type)))
                return new CallNode(name, arguments, gives);
        }

        var forms = called.Select(function =>
            $"{name}({string.Join(", ", function.Takes.Select(static kind => new ExpressionType(kind).ToString()))})"
        );
        throw new ExpressionException($"{name} is not called rightly in '{text}'.", $"Write {string.Join(" or ", forms)}.");
    }

    private static bool Fits(ValueKind takes, ExpressionType given) =>
        takes == given.Kind || (takes == ValueKind.Decimal && given.IsWhole) || (takes == ValueKind.Int && given.IsWhole);
}
