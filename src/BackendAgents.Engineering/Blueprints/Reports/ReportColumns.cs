using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Reports;

/// <summary>What the columns of a report are, read from its expressions.</summary>
internal static class ReportColumns
{
    /// <summary>Names of the types of a report's answer and of its groups.</summary>
    public static IEnumerable<string> Types(Operation operation) => [Answer(operation), Group(operation)];

    /// <summary>Name of the type of an answer.</summary>
    public static string Answer(Operation operation) => Conventions.Pascal(operation.Name) + "Report";

    /// <summary>Name of the type of a group.</summary>
    public static string Group(Operation operation) => Conventions.Pascal(operation.Name) + "Group";

    /// <summary>The names that a report's expressions can use: those of a row that the database looks at.</summary>
    public static ExpressionScope Scope(BlueprintIndex index, Operation operation) =>
        new(index, index.EntityById(operation.Entity)) { RowIsLambda = true };

    /// <summary>The keys, in their order.</summary>
    /// <exception cref="ExpressionException">An expression is wrong.</exception>
    public static IEnumerable<ReportColumn> Keys(BlueprintIndex index, Operation operation) =>
        operation.Report!.By.Select(key => Key(key, Scope(index, operation)));

    /// <summary>The figures, in their order.</summary>
    /// <exception cref="ExpressionException">An expression is wrong.</exception>
    public static IEnumerable<ReportColumn> Values(BlueprintIndex index, Operation operation) =>
        operation.Report!.Values.Select(value => Value(value, Scope(index, operation)));

    /// <summary>What a key is.</summary>
    public static ReportColumn Key(ReportKey key, ExpressionScope scope)
    {
        var node = ExpressionReader.Read(key.Value ?? key.Name, scope);
        if (key.Per == ReportPeriod.None)
            return new ReportColumn(key.Name, node, TypeOf(node, key.Name), !node.Type.IsNullable);
        if (node.Type.Kind is not (ValueKind.Timestamp or ValueKind.Date))
            throw new ExpressionException(
                $"{key.Name} is counted per {key.Per.ToString().ToLowerInvariant()}, but is {node.Type}.",
                "Name a timestamp or date, or take per out."
            );
        return new ReportColumn(key.Name, node, FieldType.String, !node.Type.IsNullable) { Per = key.Per };
    }

    /// <summary>What a figure is.</summary>
    public static ReportColumn Value(ReportValue value, ExpressionScope scope)
    {
        var asked = new[] { ("Sum", value.Sum), ("Average", value.Avg), ("Min", value.Min), ("Max", value.Max) }
            .Where(static pair => pair.Item2 is not null)
            .ToList();
        if (asked.Count > 1)
            throw new ExpressionException(
                $"{value.Name} is asked for more than one thing.",
                "Write one of sum, avg, min, max, or none to count."
            );
        if (asked.Count == 0)
            return new ReportColumn(value.Name, null, FieldType.Int, Required: true)
            {
                Function = "Count",
                Description = value.Description,
            };
        var (function, text) = asked[0];
        var node = ExpressionReader.Read(text!, scope);
        if (!node.Type.IsNumber && (function is "Sum" or "Average" || node.Type.Kind is not (ValueKind.Timestamp or ValueKind.Date)))
            throw new ExpressionException(
                $"{value.Name} is asked of '{text}', which is {node.Type}.",
                "Name a number; for min and max also a time."
            );
        var type = function switch
        {
            "Sum" when node.Type.IsWhole => FieldType.Long,
            "Average" when node.Type.Kind != ValueKind.Decimal => FieldType.Double,
            _ => TypeOf(node, value.Name),
        };
        return new ReportColumn(value.Name, node, type, Required: function == "Sum")
        {
            Function = function,
            Description = value.Description,
        };
    }

    private static FieldType TypeOf(Node node, string name) =>
        node.Type.Kind switch
        {
            ValueKind.Bool => FieldType.Bool,
            ValueKind.Int => FieldType.Int,
            ValueKind.Long => FieldType.Long,
            ValueKind.Decimal => FieldType.Decimal,
            ValueKind.Double => FieldType.Double,
            ValueKind.Date => FieldType.Date,
            ValueKind.Time => FieldType.Time,
            ValueKind.Timestamp => FieldType.Timestamp,
            ValueKind.Id => FieldType.Uuid,
            ValueKind.Enum => FieldType.Enum,
            ValueKind.Text => FieldType.String,
            _ => throw new ExpressionException(
                $"{name} is {node.Type}; rows can't be put into groups by that.",
                "Name a value of the row or of a row that it refers to."
            ),
        };
}
