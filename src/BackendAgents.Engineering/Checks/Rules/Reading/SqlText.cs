using System.Text;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Reading;

/// <summary>
/// A migration as a list of statements: comments gone, literals and quoted names replaced by a mark, words in upper case with single
/// spaces. Enough to see what a statement does; not a parser.
/// </summary>
internal static class SqlText
{
    /// <summary>Where the migrations lie that the rules are about. Those of other databases say the same in another spelling.</summary>
    public const string Folder = "db/migrations/postgresql/";

    public static IEnumerable<SqlStatement> Of(CheckContext context) =>
        context
            .Artifacts.Where(static artifact =>
                artifact.Path.StartsWith(Folder, StringComparison.Ordinal) && artifact.Path.EndsWith(".up.sql", StringComparison.Ordinal)
            )
            .SelectMany(Read);

    private static IEnumerable<SqlStatement> Read(Artifact artifact)
    {
        var text = new StringBuilder();
        var sql = artifact.Content;
        var line = 1;
        var start = 1;
        for (var i = 0; i < sql.Length; i++)
        {
            var c = sql[i];
            if (c == ';')
            {
                if (text.ToString().Trim() is { Length: > 0 } found)
                    yield return new SqlStatement(artifact.Path, start, Fold(found));
                text.Clear();
                continue;
            }

            if (text.Length == 0 && !char.IsWhiteSpace(c))
                start = line;
            var end = Skip(sql, i);
            if (end > i)
            {
                line += sql.AsSpan(i, end - i).Count('\n');
                text.Append(
                    c is '-' or '/' ? " "
                    : c == '"' ? " \"x\" "
                    : " 'x' "
                );
                if (c is '-' or '/' && string.IsNullOrWhiteSpace(text.ToString()))
                    text.Clear();
                i = end - 1;
                continue;
            }

            line += c == '\n' ? 1 : 0;
            text.Append(c);
            if (text.Length == 1 && char.IsWhiteSpace(c))
                text.Clear();
        }

        if (text.ToString().Trim() is { Length: > 0 } last)
            yield return new SqlStatement(artifact.Path, start, Fold(last));
    }

    // The end of a comment, literal or quoted name that begins here; the same position when none does.
    private static int Skip(string sql, int at)
    {
        var next = at + 1 < sql.Length ? sql[at + 1] : '\0';
        return sql[at] switch
        {
            '-' when next == '-' => End(sql.IndexOf('\n', at), 0),
            '/' when next == '*' => End(sql.IndexOf("*/", at + 2, StringComparison.Ordinal), 2),
            '\'' or '"' => Quoted(sql[at]),
            '$' => Dollar(),
            _ => at,
        };

        int End(int found, int length) => found < 0 ? sql.Length : found + length;

        int Quoted(char quote)
        {
            for (var i = at + 1; i < sql.Length; i++)
            {
                if (sql[i] != quote)
                    continue;
                if (i + 1 >= sql.Length || sql[i + 1] != quote)
                    return i + 1;
                i++;
            }

            return sql.Length;
        }

        int Dollar()
        {
            var close = at + 1;
            while (close < sql.Length && (char.IsLetterOrDigit(sql[close]) || sql[close] == '_'))
                close++;
            if (close >= sql.Length || sql[close] != '$')
                return at;
            var tag = sql[at..(close + 1)];
            return End(sql.IndexOf(tag, close + 1, StringComparison.Ordinal), tag.Length);
        }
    }

    private static string Fold(string text) =>
        string.Join(' ', text.ToUpperInvariant().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>One statement of a migration.</summary>
internal sealed record SqlStatement(string Path, int Line, string Text)
{
    public Place Place => new(Path, Line: Line);

    /// <summary>Whether the file is the first migration: nothing is in the tables yet, so locks and rewrites cost nothing.</summary>
    public bool Initial => Path.Contains("/0001_", StringComparison.Ordinal);

    public bool Has(string words) => $" {Text} ".Contains($" {words} ", StringComparison.Ordinal);
}
