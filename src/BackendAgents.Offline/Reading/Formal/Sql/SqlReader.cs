namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>
/// Reads table definitions as people write them for any database: tables are things, columns are fields, keys are relations. What a table
/// is defined by stands there alone: nothing is added from what such things usually have.
/// </summary>
internal static class SqlReader
{
    private const int MaxParts = 1_000;
    private const int Label = 4;
    private const string Prepares = "It prepares a database, which migrations do here.";

    /// <summary>The parts that statements give, each with its text.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="script">All that the text says of tables.</param>
    public static IEnumerable<(string Text, FormalPart Part)> Read(string sql, SqlScript script) =>
        SqlStatement.Split(sql).SelectMany(statement => Read(statement, script)).Take(MaxParts);

    private static IEnumerable<(string Text, FormalPart Part)> Read(SqlStatement statement, SqlScript script)
    {
        if (statement.IsComment)
            return [(statement.Text, Comment(statement.Text))];
        if (SqlTable.Read(new SqlCursor(statement.Tokens), script.Types) is { } table)
            return SqlParts.Of(table, script);
        var text = string.Join(' ', statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return SqlScript.Added(statement) is var (owner, constraint)
            ? [(text, SqlParts.Of(owner, constraint, script.Table(owner)))]
            : [(text, Other(new SqlCursor(statement.Tokens)))];
    }

    /// <summary>What a comment says: a word or two name what stands beside it.</summary>
    public static FormalPart Comment(string text) =>
        text.StartsWith("/*!", StringComparison.Ordinal) || text.StartsWith('!') ? new RemarkPart(Prepares)
        : text.StartsWith("Table structure for table", StringComparison.Ordinal)
        || text.StartsWith("Dumping data for table", StringComparison.Ordinal)
        || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= Label && !text.Any(char.IsAsciiDigit)
            ? new RemarkPart("It is a comment that names what stands beside it.")
        : new UnreadPart("It is a comment, which is not read.");

    private static FormalPart Other(SqlCursor cursor)
    {
        if (cursor.Sees("create", "type"))
            return new RemarkPart("Its values stand at the columns that have them.");
        if (cursor.Sees("create", "index") || cursor.Sees("create", "nonclustered"))
            return new RemarkPart(SqlParts.Indexed);
        string[] first = [cursor.Next()?.Text.ToLowerInvariant() ?? "", cursor.Next()?.Text.ToLowerInvariant() ?? ""];
        return
            first
                is [
                        "drop"
                        or "use"
                        or "go"
                        or "set"
                        or "pragma"
                        or "begin"
                        or "commit"
                        or "connect"
                        or "spool"
                        or "prompt"
                        or "lock"
                        or "unlock",
                        _,
                    ]
                    or ["if", "not" or "exists" or "object_id"]
                    or ["end", _]
                    or ["create", "database" or "schema" or "extension"]
            ? new RemarkPart(Prepares)
            : new UnreadPart("Of SQL only definitions of tables are read.");
    }
}
