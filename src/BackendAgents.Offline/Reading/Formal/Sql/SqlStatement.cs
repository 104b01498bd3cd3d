namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>A statement of a script, or a comment between statements, with its text.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlToken> Tokens)
{
    private static readonly string[] s_begins = ["create", "alter", "insert", "drop", "use", "go", "set", "comment", "select"];

    public bool IsComment => Tokens is [{ Kind: SqlKind.Comment }];

    /// <summary>
    /// Cuts a script at semicolons, and before words that begin a statement where somebody has left one out. Comments within a statement
    /// follow it.
    /// </summary>
    public static List<SqlStatement> Split(string sql)
    {
        var statements = new List<SqlStatement>();
        var (current, aside) = (new List<SqlToken>(), new List<SqlToken>());
        var depth = 0;
        foreach (var token in SqlLexer.Read(sql))
        {
            if (token.Kind == SqlKind.Comment)
            {
                aside.Add(token);
                continue;
            }

            depth +=
                token.Is("(") ? 1
                : token.Is(")") ? -1
                : 0;
            var begins = depth == 0 && current is [.., { Text: ")" }] && Array.Exists(s_begins, token.Is);
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
}
