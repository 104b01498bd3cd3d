namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>
/// Cuts a script into words, texts, signs and comments, whatever its dialect: names stand bare, in brackets or in any marks. Linear; of
/// text that is no SQL it makes tokens like of any other.
/// </summary>
internal static class SqlLexer
{
    /// <summary>The tokens of a script in their order.</summary>
    public static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < sql.Length; )
        {
            if (char.IsWhiteSpace(sql[at]))
            {
                at++;
                continue;
            }

            var token = Next(sql, at);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static SqlToken Next(string sql, int at) =>
        sql[at] switch
        {
            '-' when Stands(sql, at, "--") => Comment(sql, at, at + 2, "\n"),
            '#' => Comment(sql, at, at + 1, "\n"),
            '/' when Stands(sql, at, "/*") => Comment(sql, at, at + 2, "*/"),
            '\'' or '"' => Marked(sql, at, sql[at]),
            '[' when Bracketed(sql, at) is > 0 and var end => new SqlToken(SqlKind.Quoted, sql[(at + 1)..end], at, end + 1),
            var c when IsOfWord(c) => Word(sql, at),
            // Some write braces where brackets belong.
            '{' => new SqlToken(SqlKind.Sign, "(", at, at + 1),
            '}' => new SqlToken(SqlKind.Sign, ")", at, at + 1),
            _ => new SqlToken(SqlKind.Sign, sql[at..(at + 1)], at, at + 1),
        };

    private static bool Stands(string sql, int at, string sign) => string.CompareOrdinal(sql, at, sign, 0, sign.Length) == 0;

    private static SqlToken Comment(string sql, int start, int from, string last)
    {
        var end = sql.IndexOf(last, from, StringComparison.Ordinal);
        var stop = end < 0 ? sql.Length : end;
        return new SqlToken(
            SqlKind.Comment,
            sql[from..stop].Trim(' ', '-', '*', '=', '\n', '#'),
            start,
            end < 0 ? stop : end + last.Length
        );
    }

    // A mark that nobody closes ends with its line, and two in a row stand for one.
    private static SqlToken Marked(string sql, int start, char mark)
    {
        var end = start + 1;
        while (end < sql.Length && (sql[end] != mark || end + 1 < sql.Length && sql[end + 1] == mark))
            end += sql[end] == mark ? 2 : 1;
        if (end >= sql.Length)
            end = sql.IndexOf('\n', start) is >= 0 and var line ? line : sql.Length;
        return new SqlToken(
            SqlKind.Quoted,
            sql[(start + 1)..end].Replace($"{mark}{mark}", $"{mark}", StringComparison.Ordinal),
            start,
            Math.Min(end + 1, sql.Length)
        );
    }

    private static int Bracketed(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && (IsOfWord(sql[end]) || sql[end] == ' '))
            end++;
        return end > at + 1 && end < sql.Length && sql[end] == ']' ? end : 0;
    }

    private static SqlToken Word(string sql, int start)
    {
        var end = start;
        while (end < sql.Length && (IsOfWord(sql[end]) || sql[end] == '.' && IsFraction(sql, start, end)))
            end++;
        return new SqlToken(SqlKind.Word, sql[start..end], start, end);
    }

    private static bool IsFraction(string sql, int start, int dot) =>
        char.IsAsciiDigit(sql[start]) && dot + 1 < sql.Length && char.IsAsciiDigit(sql[dot + 1]);

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '@';
}
