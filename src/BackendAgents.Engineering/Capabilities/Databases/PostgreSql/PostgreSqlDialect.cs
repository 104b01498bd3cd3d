using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;
using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>Tables as PostgreSQL has them.</summary>
internal sealed partial class PostgreSqlDialect : SqlDialect
{
    public override string Id => "postgresql";

    public override string Title => "PostgreSQL 15 or later";

    public override string Identifier(string name) => PostgreSqlText.Identifier(name);

    public override string Text(string value) => PostgreSqlText.Text(value);

    // Bounds of texts are checks, because a check is cheaper to change than the type (Squawk, prefer-text-field).
    public override string Type(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Text => "text",
            ColumnKind.Integer => "integer",
            ColumnKind.BigInt => "bigint",
            ColumnKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"numeric({type.Precision},{type.Scale})"),
            ColumnKind.DoublePrecision => "double precision",
            ColumnKind.Boolean => "boolean",
            ColumnKind.Date => "date",
            ColumnKind.Time => "time",
            ColumnKind.Timestamp => "timestamptz",
            ColumnKind.Uuid => "uuid",
            ColumnKind.Json => "jsonb",
            ColumnKind.Binary => "bytea",
            _ => throw new InvalidOperationException($"Unknown column kind {type.Kind}."),
        };

    public override string Constant(Literal literal, ColumnKind column) =>
        literal.Kind switch
        {
            LiteralKind.Number => Number(literal.Text),
            LiteralKind.Boolean => literal.Text == "true" ? "true" : "false",
            LiteralKind.Date => "DATE " + Text(literal.Text),
            LiteralKind.Time => "TIME " + Text(literal.Text),
            LiteralKind.Timestamp => "TIMESTAMPTZ " + Text(literal.Text),
            LiteralKind.Uuid => Text(literal.Text) + "::uuid",
            LiteralKind.Json => Text(literal.Text) + "::jsonb",
            LiteralKind.Binary => $"decode({Text(literal.Text)}, 'hex')",
            LiteralKind.Now => column switch
            {
                ColumnKind.Date => "(now() AT TIME ZONE 'UTC')::date",
                ColumnKind.Time => "(now() AT TIME ZONE 'UTC')::time",
                _ => "now()",
            },
            _ => Text(literal.Text),
        };

    public override void Create(CodeWriter writer, IReadOnlyList<Table> tables)
    {
        base.Create(writer, tables);
        foreach (var table in tables)
        {
            var about = Comment($"TABLE {Identifier(table.Name)}", table.Description);
            Lines(writer, about, Comments(table, table.Columns));
        }
    }

    public override void Alter(CodeWriter writer, TableChange change)
    {
        base.Alter(writer, change);
        Lines(writer, Comments(change.After, change.Columns));
    }

    protected override bool ChecksByTheClock => true;

    protected override string LengthOf(string value, bool bytes) => $"{(bytes ? "octet_length" : "char_length")}({value})";

    protected override string Matches(string value, string pattern) => $"{value} ~ {Text(pattern)}";

    public override bool Has(TableIndex index) => true;

    // Searches found parts of words once, by indexes of trigrams. A person may have dropped one since.
    public override IEnumerable<(string Create, string Drop)> LeftOver(IEnumerable<string> lines)
    {
        var left = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (TrigramIndex().Match(line) is { Success: true } made)
                left[made.Groups["name"].Value] = line;
            else if (DroppedIndex().Match(line) is { Success: true } dropped)
                left.Remove(dropped.Groups["name"].Value);
        }

        return left.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => (one.Value, $"DROP INDEX IF EXISTS {one.Key};"));
    }

    [GeneratedRegex("""^CREATE INDEX (?<name>"[^"]+") ON "[^"]+" USING gin \(.* gin_trgm_ops\);$""")]
    private static partial Regex TrigramIndex();

    [GeneratedRegex("""^DROP INDEX (?:IF EXISTS )?(?<name>"[^"]+");$""")]
    private static partial Regex DroppedIndex();

    protected override string CreateIndex(Table table, TableIndex index) =>
        index.IsSearch
            ? $"CREATE INDEX {Identifier(index.Name)} ON {Identifier(table.Name)} USING gin ({Vector(index)});"
            : base.CreateIndex(table, index);

    // The planner takes words for more frequent than most are, and would read rows in the order of pages until it has enough, working out
    // the words of each. Behind an offset it finds the rows first, by the index.
    public override string Search(Table table, TableIndex index) => base.Search(table, index) + " offset 0";

    protected override string Search(TableIndex index) => $"{Vector(index)} @@ cast({{0}} as tsquery)";

    public override string Words(string word) => $"'{word}':*";

    // What is no letter and no digit parts words, lest the parser take addresses and numbers for words of their own kind. The ranges leave
    // letters outside of ASCII to it: which of them are letters depends on the database's locale.
    private string Vector(TableIndex index) =>
        $@"to_tsvector('simple', regexp_replace(lower(left({TextOf(index)}, {MostSearched})), "
        + @"'[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004]+', ' ', 'g'))";

    private IEnumerable<string> Comments(Table table, IEnumerable<Column> columns) =>
        columns.SelectMany(column => Comment($"COLUMN {Identifier(table.Name)}.{Identifier(column.Name)}", column.Description));

    private IEnumerable<string> Comment(string what, string text) => text.Length == 0 ? [] : [$"COMMENT ON {what} IS {Text(text)};"];
}
