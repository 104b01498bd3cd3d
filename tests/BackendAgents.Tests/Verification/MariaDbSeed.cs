using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Capabilities.Databases.MySql;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// Statements that fill a table of MariaDB with many rows: repeated values where rows are filtered by them, distinct ones elsewhere.
/// </summary>
internal static class MariaDbSeed
{
    private const int Distinct = 1_000;
    private static readonly MySqlDialect s_dialect = new();

    /// <summary>Writes rows into a table and lets the planner count them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filtered">Columns by which rows are filtered, so that values repeat.</param>
    /// <param name="rows">How many.</param>
    public static string Fill(Table table, IReadOnlySet<string> filtered, int rows) =>
        $"""
            insert into {Name(table.Name)} ({string.Join(", ", table.Columns.Select(static column => Name(column.Name)))})
            select {string.Join(", ", table.Columns.Select(column => Value(table, column, filtered)))} from seq_1_to_{rows};
            analyze table {Name(table.Name)};
            """;

    private static string Value(Table table, Column column, IReadOnlySet<string> filtered)
    {
        if (table.PrimaryKey.Columns.Contains(column.Name) && column.Type.Kind == ColumnKind.Uuid)
            return Uuid($"concat('{table.Name}', seq)");
        var checks = table.Checks.Select(static check => check.Condition).OfType<OneOfCondition>();
        if (checks.FirstOrDefault(one => one.Column == column.Name) is { } among)
            return $"elt(1 + seq % {among.Values.Count}, {string.Join(", ", among.Values.Select(s_dialect.Text))})";
        var unique = table.UniqueConstraints.Any(constraint => constraint.Columns.Contains(column.Name));
        var number = unique ? "seq" : $"seq % {Distinct}";
        return column.Type.Kind switch
        {
            ColumnKind.Text => unique || !filtered.Contains(column.Name) ? "md5(seq)" : $"md5({number})",
            ColumnKind.Numeric => unique ? "seq" : "seq % 9",
            ColumnKind.Boolean => "seq % 2",
            ColumnKind.Date => $"date '2020-01-01' + interval ({number}) day",
            ColumnKind.Time => "sec_to_time(seq % 86400)",
            ColumnKind.Timestamp => "timestamp '2020-01-01 00:00:00' + interval seq second",
            ColumnKind.Uuid => Uuid(number),
            ColumnKind.Json => "'{}'",
            ColumnKind.Binary => "unhex(md5(seq))",
            _ => number,
        };
    }

    private static string Uuid(string of) =>
        new[] { 9, 14, 19, 24 }.Aggregate($"md5({of})", static (text, at) => $"insert({text}, {at}, 0, '-')");

    private static string Name(string name) => s_dialect.Identifier(name);
}
