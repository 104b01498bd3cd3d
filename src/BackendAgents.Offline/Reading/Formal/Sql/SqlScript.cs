using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>
/// All tables of a text with what stands of them anywhere in it: a key may be added in a statement far below, or in another fence.
/// </summary>
internal sealed partial class SqlScript
{
    private const int MaxLength = 20_000;
    private const int MaxStatements = 400;

    private readonly Dictionary<string, IReadOnlyList<string>> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<SqlConstraint>> _added = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SqlTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _nouns = new(StringComparer.Ordinal);

    private SqlScript(string text)
    {
        List<SqlStatement> statements =
        [
            .. Beginning().Matches(text).Take(MaxStatements).Select(match => First(text, match.Index)).OfType<SqlStatement>(),
        ];
        foreach (var statement in statements)
            Type(new SqlCursor(statement.Tokens));
        foreach (var statement in statements)
        {
            if (SqlTable.Read(new SqlCursor(statement.Tokens), _types) is { } table)
            {
                _tables.TryAdd(table.Name, table);
                if (SqlParts.Noun(table.Name) is { } noun)
                    _nouns.Add(noun);
            }
            else if (Added(statement) is var (owner, constraint))
            {
                if (!_added.TryGetValue(owner, out var constraints))
                    _added.Add(owner, constraints = []);
                constraints.Add(constraint);
            }
        }
    }

    /// <summary>The script of a text; null where it defines no table.</summary>
    public static SqlScript? Of(string text) =>
        text.Contains("create", StringComparison.OrdinalIgnoreCase) && Definition().IsMatch(text) ? new SqlScript(text) : null;

    /// <summary>The enumerations that are declared, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Types => _types;

    /// <summary>A table by its name; null where none is defined.</summary>
    public SqlTable? Table(string name) => _tables.GetValueOrDefault(name);

    /// <summary>What statements beside a table hold its columns to.</summary>
    public IReadOnlyList<SqlConstraint> Beside(string table) => _added.GetValueOrDefault(table) ?? [];

    /// <summary>Whether a table of such things is defined.</summary>
    public bool Has(string noun) => _nouns.Contains(noun);

    /// <summary>
    /// What a statement adds to a table: <c>ALTER TABLE a ADD FOREIGN KEY ...</c>, <c>CREATE UNIQUE INDEX c ON a (d)</c>; null where it
    /// does something else.
    /// </summary>
    public static (string Table, SqlConstraint Constraint)? Added(SqlStatement statement)
    {
        var cursor = new SqlCursor(statement.Tokens);
        if (cursor.Takes("create", "unique"))
        {
            while (!cursor.IsAtEnd && !cursor.Sees("on"))
                cursor.Next();
            if (!cursor.Takes("on") || cursor.Name() is not { } indexed)
                return null;
            var columns = SqlConstraint.Listed(cursor);
            // With a condition behind it, it holds for some rows only.
            return (indexed, new SqlConstraint(cursor.Sees("where") ? SqlRule.Other : SqlRule.Unique, columns));
        }

        if (!cursor.Takes("alter", "table"))
            return null;
        while (cursor.Takes("only") || cursor.Takes("if", "exists")) { }
        if (cursor.Name() is not { } table)
            return null;
        while (cursor.Takes("with", "check") || cursor.Takes("with", "nocheck")) { }
        return cursor.Takes("add") && SqlConstraint.Read(cursor) is { } constraint ? (table, constraint) : null;
    }

    private static SqlStatement? First(string text, int at) =>
        SqlStatement.Split(text[at..Math.Min(text.Length, at + MaxLength)]).FirstOrDefault(static statement => !statement.IsComment);

    // 'CREATE TYPE mood AS ENUM (...)'.
    private void Type(SqlCursor cursor)
    {
        if (
            cursor.Takes("create", "type")
            && cursor.Name() is { } name
            && cursor.Takes("as", "enum")
            && cursor.Bracket() is { } values
            && SqlColumn.Texts(values) is var texts
            && SqlColumn.CanBeValues(texts)
        )
            _types.TryAdd(name, SqlColumn.Camel(texts));
    }

    [GeneratedRegex(@"\bcreate\s+(?:(?:global\s+)?(?:temporary|temp|unlogged)\s+)?table\s[^;({]{1,120}[({]", Options)]
    private static partial Regex Definition();

    [GeneratedRegex(
        @"\b(?:create\s+(?:(?:global\s+)?(?:temporary|temp|unlogged)\s+)?table|create\s+type|create\s+unique|alter\s+table)\s",
        Options
    )]
    private static partial Regex Beginning();

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;
}
