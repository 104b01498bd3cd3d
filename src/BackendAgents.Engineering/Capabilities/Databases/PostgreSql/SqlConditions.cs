using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>Writes the conditions of checks.</summary>
internal static class SqlConditions
{
    public static string Write(CheckCondition condition, Table table) =>
        condition switch
        {
            RangeCondition range => Between(SqlText.Identifier(range.Column), range.Min, range.Max),
            LengthCondition length => Between(
                $"{(length.Bytes ? "octet_length" : "char_length")}({SqlText.Identifier(length.Column)})",
                length.Min,
                length.Max
            ),
            PatternCondition pattern => $"{SqlText.Identifier(pattern.Column)} ~ {SqlText.Text(pattern.Pattern)}",
            OneOfCondition oneOf => $"{SqlText.Identifier(oneOf.Column)} IN ({string.Join(", ", oneOf.Values.Select(SqlText.Text))})",
            ComparisonCondition comparison => Compare(comparison, table),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    private static string Between(string value, decimal? min, decimal? max) =>
        (min, max) switch
        {
            ({ } least, { } greatest) => string.Create(
                CultureInfo.InvariantCulture,
                $"{value} BETWEEN {SqlText.Number(least)} AND {SqlText.Number(greatest)}"
            ),
            ({ } least, null) => $"{value} >= {SqlText.Number(least)}",
            (null, { } greatest) => $"{value} <= {SqlText.Number(greatest)}",
            _ => "true",
        };

    private static string Compare(ComparisonCondition condition, Table table)
    {
        var kind = table.FindColumn(condition.Column)?.Type.Kind ?? ColumnKind.Text;
        var right =
            condition.RightColumn is { } column ? SqlText.Identifier(column)
            : condition.RightValue is { } literal ? SqlText.Constant(literal, kind)
            : "NULL";
        return $"{SqlText.Identifier(condition.Column)} {Sign(condition.Operator)} {right}";
    }

    private static string Sign(Comparison comparison) =>
        comparison switch
        {
            Comparison.Equal => "=",
            Comparison.NotEqual => "<>",
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.Greater => ">",
            Comparison.GreaterOrEqual => ">=",
            _ => throw new InvalidOperationException($"Unknown comparison {comparison}."),
        };
}
