namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>A statement of a script, or a comment between statements, with its text.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlToken> Tokens)
{
    private static readonly string[] s_begins = ["create", "alter", "insert", "drop", "use", "go", "set", "comment", "select"];

    private static readonly string[] s_commands = ["connect", "spool", "prompt", "use"];

    public bool IsComment => Tokens is [{ Kind: SqlKind.Comment }];

    /// <summary>
    /// Cuts a script at semicolons, and before words that begin a statement where somebody has left one out; definitions of tables also
    /// where they stand in a condition (<c>IF NOT EXISTS (…) BEGIN CREATE TABLE</c>) or behind a command of a console. Comments within a
    /// statement follow it.
    /// </summary>
    public static List<SqlStatement> Split(string sql)
    {
        var statements = new List<SqlStatement>();
        var (current, aside) = (new List<SqlToken>(), new List<SqlToken>());
        var depth = 0;
        var tokens = SqlLexer.Read(sql);
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind == SqlKind.Comment)
            {
                aside.Add(token);
                continue;
            }

            depth +=
                token.Is("(") ? 1
                : token.Is(")") ? -1
                : 0;
            var begins =
                depth == 0
                && (
                    current is [.., { Text: ")" }] && Array.Exists(s_begins, token.Is)
                    || IsBatchEnd(sql, token)
                    || current is [{ } only] && only.Is("go")
                    || IsBehindCommand(sql, current, token)
                    || IsTable(tokens, at)
                );
            if (begins || current.Count == 0)
                End();
            if (token.Is(";") && depth <= 0)
            {
                End();
                depth = 0;
            }
            else
                current.Add(token);
        }

        End();
        return statements;

        void End()
        {
            if (current.Count > 0)
                statements.Add(new SqlStatement(sql[current[0].Start..current[^1].End], current));
            statements.AddRange(
                aside.Where(static comment => comment.Text.Length > 0).Select(static comment => new SqlStatement(comment.Text, [comment]))
            );
            (current, aside) = ([], []);
        }
    }

    // Commands of a console end with their line.
    private static bool IsBehindCommand(string sql, List<SqlToken> current, SqlToken token) =>
        current is [var first, ..]
        && Array.Exists(s_commands, first.Is)
        && sql.AsSpan(first.Start, token.Start - first.Start).Contains('\n');

    // A line that is GO and nothing else.
    private static bool IsBatchEnd(string sql, SqlToken token) =>
        token.Is("go")
        && sql.AsSpan(0, token.Start).TrimEnd(" \t") is [] or [.., '\n']
        && sql.AsSpan(token.End).TrimStart(" \t\r") is [] or ['\n', ..];

    // 'CREATE TABLE a (' and 'ALTER TABLE a ADD', and not 'GRANT CREATE TABLE, …'.
    private static bool IsTable(List<SqlToken> tokens, int at)
    {
        if (!tokens[at].Is("create") && !tokens[at].Is("alter"))
            return false;
        var table = tokens.FindIndex(at + 1, Math.Min(4, tokens.Count - at - 1), static token => token.Is("table"));
        if (table < 0)
            return false;
        var behind = tokens.Skip(table + 1).Take(Near).ToList();
        return behind is [{ Kind: not SqlKind.Sign }, ..]
            && behind.TakeWhile(static token => !token.Is(";")).Any(static token => token.Is("(") || token.Is("add") || token.Is("with"));
    }

    // How far behind TABLE the bracket is looked for: IF NOT EXISTS a.b.c.
    private const int Near = 9;
}
