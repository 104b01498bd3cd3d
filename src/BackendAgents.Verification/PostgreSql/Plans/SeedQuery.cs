using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Capabilities.Databases.PostgreSql;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Verification.PostgreSql.Plans;

/// <summary>
/// Statements that fill a table of PostgreSQL with many rows: repeated values where rows are filtered by them, distinct ones elsewhere.
/// </summary>
internal static class SeedQuery
{
    // Values of a column that repeats: so many that a filter leaves few of the rows.
    private const int Distinct = 1_000;

    /// <summary>Takes the conditions on rows away: seeded values are of the right type and nothing else.</summary>
    public static string Unbind(RelationalModel model) =>
        string.Join(
            '\n',
            model.Tables.SelectMany(static table =>
                table
                    .ForeignKeys.Select(static key => key.Name)
                    .Concat(table.Checks.Select(static check => check.Name))
                    .Select(name => $"alter table {Name(table.Name)} drop constraint if exists {Name(name)};")
            )
        );

    /// <summary>Writes rows into a table and lets the planner count them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filtered">Columns by which rows are filtered, so that values repeat.</param>
    /// <param name="rows">How many.</param>
    public static string Fill(Table table, IReadOnlySet<string> filtered, int rows) =>
        $"""
            insert into {Name(table.Name)} ({string.Join(", ", table.Columns.Select(static column => Name(column.Name)))})
            select {string.Join(", ", table.Columns.Select(column => Value(table, column, filtered)))} from generate_series(1, {rows}) g;
            analyze {Name(table.Name)};
            """;

    private static string Value(Table table, Column column, IReadOnlySet<string> filtered)
    {
        if (table.PrimaryKey.Columns.Contains(column.Name) && column.Type.Kind == ColumnKind.Uuid)
            return "md5('" + table.Name + "' || g)::uuid";
        if (
            table
                .Checks.Select(static check => check.Condition)
                .OfType<OneOfCondition>()
                .FirstOrDefault(one => one.Column == column.Name) is
            { } among
        )
            return $"(array[{string.Join(", ", among.Values.Select(PostgreSqlText.Text))}])[1 + g % {among.Values.Count}]";
        var unique = table.UniqueConstraints.Any(constraint => constraint.Columns.Contains(column.Name));
        var number = unique ? "g" : $"g % {Distinct}";
        return column.Type.Kind switch
        {
            ColumnKind.Text => unique || !filtered.Contains(column.Name) ? "md5(g::text)" : $"md5(({number})::text)",
            ColumnKind.Numeric => unique ? "g" : "g % 9",
            ColumnKind.Boolean => "g % 2 = 0",
            ColumnKind.Date => $"date '2020-01-01' + ({number})",
            ColumnKind.Time => "time '00:00' + g % 86400 * interval '1 second'",
            ColumnKind.Timestamp => "timestamptz '2020-01-01 00:00Z' + g * interval '1 second'",
            ColumnKind.Uuid => $"md5(({number})::text)::uuid",
            ColumnKind.Json => "'{}'",
            ColumnKind.Binary => "decode(md5(g::text), 'hex')",
            _ => number,
        };
    }

    private static string Name(string name) => PostgreSqlText.Identifier(name);
}
