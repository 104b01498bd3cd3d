using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;
using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases.Sqlite;

/// <summary>
/// Tables as SQLite has them. Values are stored as EF Core's provider writes them: decimals, dates and UUIDs as text, instants as ticks in
/// UTC. Patterns are left to the service, because SQLite brings no regular expressions.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    public override string Id => "sqlite";

    public override string Title => "SQLite 3.35 or later, with FTS5";

    public override string Identifier(string name) =>
        "\""
        + string.Concat(
            name.Select(static c =>
                char.IsControl(c) ? "\uFFFD"
                : c == '"' ? "\"\""
                : c.ToString()
            )
        )
        + "\"";

    // There are no escapes: what doesn't show is written in hexadecimal.
    public override string Text(string value) =>
        value.Any(static c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format)
            ? $"CAST(X'{Convert.ToHexString(Encoding.UTF8.GetBytes(value.Replace('\0', '\uFFFD')))}' AS TEXT)"
            : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    public override string Type(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.Boolean or ColumnKind.Timestamp => "INTEGER",
            ColumnKind.DoublePrecision => "REAL",
            ColumnKind.Binary => "BLOB",
            _ => "TEXT",
        };

    public override string Constant(Literal literal, ColumnKind column) =>
        literal.Kind switch
        {
            LiteralKind.Number => column == ColumnKind.Numeric ? Text(literal.Text) : Number(literal.Text),
            LiteralKind.Boolean => literal.Text == "true" ? "1" : "0",
            LiteralKind.Timestamp => Ticks(literal.Text),
            LiteralKind.Uuid => Text(literal.Text.ToUpperInvariant()),
            LiteralKind.Binary => $"X{Text(literal.Text)}",
            LiteralKind.Now => column switch
            {
                ColumnKind.Date => "date('now')",
                ColumnKind.Time => "time('now')",
                _ => $"CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + {UnixEpochTicks.ToString(CultureInfo.InvariantCulture)}",
            },
            _ => Text(literal.Text),
        };

    public override bool Has(TableIndex index) => true;

    // The words lie in a table of FTS5, which knows rows by number.
    protected override string Search(TableIndex index) =>
        $"{Identifier(ColumnMapper.Id)} in (select numbered.{Identifier(ColumnMapper.Id)} from {Identifier(index.Name)} as found "
        + $"join {Identifier(SqliteWords.Numbers(index))} as numbered on numbered.{Identifier(SqliteWords.Number)} = found.rowid "
        + $"where found.{Identifier(index.Name)} match {{0}})";

    public override string Words(string word) => $"\"{word}\"*";

    // References stand within the table, because none can be added to it; unique columns are indexes, because one can.
    public override void Create(CodeWriter writer, IReadOnlyList<Table> tables)
    {
        foreach (var table in tables)
            WriteTable(writer, table, table.ForeignKeys.Select(Reference));
        foreach (var table in tables)
            Lines(
                writer,
                table.UniqueConstraints.Select(unique => UniqueIndex(table, unique)),
                table.Indexes.Select(index => CreateIndex(table, index))
            );
    }

    public override void Drop(CodeWriter writer, IReadOnlyList<Table> tables)
    {
        base.Drop(writer, tables);
        foreach (var table in tables)
            writer.Lines(table.Indexes.Where(static index => index.IsSearch).SelectMany(index => WordsOf(table, index).DropTables()));
    }

    public override void Alter(CodeWriter writer, TableChange change)
    {
        var table = change.After;
        Lines(
            writer,
            change.Columns.SelectMany(column => AddColumn(column, change)),
            change.UniqueConstraints.Select(unique => UniqueIndex(table, unique)),
            change.Indexes.SelectMany(index => AddIndex(table, index)),
            change.RemovedIndexes.Select(index => Drop(table, index))
        );
    }

    public override void Unalter(CodeWriter writer, TableChange change)
    {
        var table = change.After;
        Lines(
            writer,
            change.RemovedIndexes.SelectMany(index => AddIndex(table, index)),
            change.Indexes.Reverse().Select(index => Drop(table, index)),
            change.UniqueConstraints.Reverse().Select(unique => DropIndex(table, unique.Name)),
            change.Columns.Reverse().Select(column => $"ALTER TABLE {Identifier(table.Name)} DROP COLUMN {Identifier(column.Name)};")
        );
    }

    protected override string CreateIndex(Table table, TableIndex index) =>
        index.IsSearch ? string.Join('\n', WordsOf(table, index).Create()) : base.CreateIndex(table, index);

    protected override string Drop(Table table, TableIndex index) =>
        index.IsSearch
            ? string.Join('\n', [.. WordsOf(table, index).DropTriggers(), .. WordsOf(table, index).DropTables()])
            : base.Drop(table, index);

    private IEnumerable<string> AddIndex(Table table, TableIndex index) =>
        index.IsSearch ? [CreateIndex(table, index), WordsOf(table, index).Fill()] : [CreateIndex(table, index)];

    private SqliteWords WordsOf(Table table, TableIndex index) => new(this, table, index, MostSearched);

    protected override IEnumerable<string> Uniques(Table table) => [];

    protected override string DefaultOf(Column column) =>
        column.Default is { } value ? $" DEFAULT ({Constant(value, column.Type.Kind)})" : "";

    // Decimals are text, which would compare letter by letter.
    protected override string Comparable(string value, ColumnKind kind) => kind == ColumnKind.Numeric ? $"CAST({value} AS REAL)" : value;

    protected override string LengthOf(string value, bool bytes) => $"length({value})";

    private string UniqueIndex(Table table, UniqueConstraint unique) =>
        $"CREATE UNIQUE INDEX {Identifier(unique.Name)} ON {Identifier(table.Name)} ({Identifiers(unique.Columns)});";

    // A column comes with its reference and with the checks whose last column it is; neither can be added later. A default that is
    // computed can't be added at all: rows that are there get it by an update, and the service writes it to those that come.
    private IEnumerable<string> AddColumn(Column column, TableChange change)
    {
        var table = Identifier(change.After.Name);
        var added = change.Columns.Select(static one => one.Name).ToList();
        var checks = change.Checks.Where(check => check.Condition.Columns.MaxBy(added.IndexOf) == column.Name);
        var computed = column.Default is { } value && IsComputed(value) ? Constant(value, column.Type.Kind) : null;
        var constant = computed is not null
            ? column.Type.Kind is ColumnKind.Timestamp
                ? " DEFAULT 0"
                : " DEFAULT ''"
            : column.Default is { } plain
                ? " DEFAULT " + Constant(plain, column.Type.Kind)
                : "";
        var reference = change.ForeignKeys.FirstOrDefault(key => key.Column == column.Name);
        yield return $"ALTER TABLE {table} ADD COLUMN {Identifier(column.Name)} {Type(column.Type)}"
            + (column.Nullable ? "" : " NOT NULL")
            + constant
            + string.Concat(Conditions(change.After, checks).Select(static check => " " + check))
            + (reference is null ? "" : $" CONSTRAINT {Identifier(reference.Name)} {References(reference)}")
            + ";";
        if (computed is not null)
            yield return $"UPDATE {table} SET {Identifier(column.Name)} = {computed};";
    }

    private bool IsComputed(Literal value) =>
        value.Kind == LiteralKind.Now || Text(value.Text).StartsWith("CAST", StringComparison.Ordinal);

    private string Ticks(string instant) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcTicks.ToString(CultureInfo.InvariantCulture)
            : Text(instant);
}
