namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>Finds statements of SQL that stand in a text without a fence around them.</summary>
internal static class SqlText
{
    private const int MaxLines = 2_000;

    private static readonly string[] s_begins =
    [
        "create table ",
        "create temporary table ",
        "create type ",
        "create unique index ",
        "create index ",
        "create unique nonclustered index ",
        "create unique clustered index ",
        "create nonclustered index ",
        "create clustered index ",
        "create database ",
        "create schema ",
        "create extension ",
        "alter table ",
        "insert into ",
        "drop table ",
        "comment on ",
        "pragma ",
        "use ",
        "set ",
        "start transaction",
    ];

    /// <summary>The number of lines of the statement that begins at a line; 0 where none does.</summary>
    public static int Length(IReadOnlyList<string> lines, int at)
    {
        var first = lines[at].TrimStart();
        if (IsCommand(first))
            return 1;
        if (!Begins(first))
            return 0;
        var isTable = first.StartsWith("create t", StringComparison.OrdinalIgnoreCase);
        var (depth, opened) = (0, false);
        for (var next = at; next < lines.Count && next - at < MaxLines; next++)
        {
            if (next > at && (Begins(lines[next]) || IsCommand(lines[next]) || depth <= 0 && lines[next].AsSpan().IsWhiteSpace()))
                return opened ? next - at : 0;
            foreach (var token in SqlLexer.Read(lines[next]))
            {
                depth +=
                    token.Is("(") ? 1
                    : token.Is(")") ? -1
                    : 0;
                opened |= token.Is("(");
                if (token.Is(";") && depth <= 0)
                    return next - at + 1;
            }

            if (isTable && opened && depth <= 0)
                return next - at + 1;
            // 'Create table reservations' is prose.
            if (!opened && next > at)
                return 0;
        }

        // Nobody has closed it.
        return opened ? lines.Skip(at).TakeWhile(static line => !line.AsSpan().IsWhiteSpace()).Count() : 0;
    }

    // What stands around statements in scripts for SQL Server and in dumps of MySQL, each on a line of its own.
    private static bool IsCommand(string line)
    {
        var words = line.Trim().TrimEnd(';').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is ["GO" or "go" or "BEGIN" or "END"]
            || words is ["USE" or "use", ['[', .., ']']]
            || words is ["LOCK", "TABLES", ..] or ["UNLOCK", "TABLES"]
            || words is [['/', '*', '!', ..], .., "*/"]
            || words is ["SET" or "set", _, "ON" or "OFF" or "on" or "off"]
            || words is ["IF" or "if", "NOT" or "not", "EXISTS" or "exists", ..] or ["IF" or "if", "EXISTS" or "exists", ..]
                && line.Contains('(', StringComparison.Ordinal);
    }

    /// <summary>Whether a line is a comment of SQL and nothing else.</summary>
    public static bool IsComment(string line) =>
        line.StartsWith("--", StringComparison.Ordinal)
        || line.StartsWith("/*", StringComparison.Ordinal) && line.TrimEnd(';', ' ').EndsWith("*/", StringComparison.Ordinal);

    /// <summary>Whether a block of code consists of such statements.</summary>
    public static bool IsScript(string code) => code.Split('\n').Any(Begins);

    // 'CREATE TABLEc (' is a slip, and no prose either.
    private static bool Begins(string line) =>
        line.TrimStart() is var first
        && (
            Array.Exists(s_begins, begin => first.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            || first.StartsWith("create ", StringComparison.OrdinalIgnoreCase) && first.TrimEnd().EndsWith('(')
        );
}
