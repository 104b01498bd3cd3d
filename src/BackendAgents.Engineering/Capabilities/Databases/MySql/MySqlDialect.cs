using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.MySql;

/// <summary>
/// Tables as MySQL and MariaDB have them. Texts compare byte by byte, as in the other databases; an index over a long text covers its
/// beginning. Each change of a table is committed at once, so a migration that fails leaves what it did before.
/// </summary>
internal sealed class MySqlDialect : SqlDialect
{
    /// <summary>
    /// Longest text that is stored within the row and can be unique: 4 bytes a character, within 3,072 bytes of an index.
    /// </summary>
    public const int MaxInRow = 255;

    private const int IndexedPrefix = 191;
    private const string Mark = "zz";

    public override string Id => "mysql";

    public override string Title => "MySQL 8.0.16 or MariaDB 10.6, or later";

    public override string Identifier(string name) =>
        "`"
        + string.Concat(
            name.Select(static c =>
                char.IsControl(c) ? "\uFFFD"
                : c == '`' ? "``"
                : c.ToString()
            )
        )
        + "`";

    // Hexadecimal reads the same whatever the server says about backslashes, and shows no character that doesn't show.
    public override string Text(string value) =>
        value.Any(static c => c == '\\' || char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format)
            ? $"CONVERT(X'{Convert.ToHexString(Encoding.UTF8.GetBytes(value.Replace('\0', '\uFFFD')))}' USING utf8mb4)"
            : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    public override string Type(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Text when type.Length is { } length and <= MaxInRow => string.Create(
                CultureInfo.InvariantCulture,
                $"varchar({length})"
            ),
            ColumnKind.Text => "longtext",
            ColumnKind.Integer => "int",
            ColumnKind.BigInt => "bigint",
            ColumnKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"decimal({type.Precision},{type.Scale})"),
            ColumnKind.DoublePrecision => "double",
            ColumnKind.Boolean => "tinyint(1)",
            ColumnKind.Date => "date",
            ColumnKind.Time => "time(6)",
            ColumnKind.Timestamp => "datetime(6)",
            ColumnKind.Uuid => "char(36)",
            ColumnKind.Json => "json",
            ColumnKind.Binary => "longblob",
            _ => throw new InvalidOperationException($"Unknown column kind {type.Kind}."),
        };

    public override string Constant(Literal literal, ColumnKind column) =>
        literal.Kind switch
        {
            LiteralKind.Number => Number(literal.Text),
            LiteralKind.Boolean => literal.Text == "true" ? "1" : "0",
            LiteralKind.Timestamp => Text(literal.Text.Replace('T', ' ').TrimEnd('Z')),
            LiteralKind.Binary => $"X{Text(literal.Text)}",
            LiteralKind.Now => column switch
            {
                ColumnKind.Date => "utc_date()",
                ColumnKind.Time => "utc_time(6)",
                _ => "utc_timestamp(6)",
            },
            _ => Text(literal.Text),
        };

    public override void Drop(CodeWriter writer, IReadOnlyList<Table> tables)
    {
        writer.Line("SET FOREIGN_KEY_CHECKS = 0;");
        base.Drop(writer, tables);
        writer.Line("SET FOREIGN_KEY_CHECKS = 1;");
    }

    protected override string TableOptions => " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    protected override string ForeignKeyWord => "FOREIGN KEY";

    // Long texts take an expression as default only, and an expression needs parentheses.
    protected override string DefaultOf(Column column) =>
        column.Default is { } value ? $" DEFAULT ({Constant(value, column.Type.Kind)})" : "";

    protected override string LengthOf(string value, bool bytes) => $"{(bytes ? "length" : "char_length")}({value})";

    protected override string DropIndex(Table table, string index) => $"DROP INDEX {Identifier(index)} ON {Identifier(table.Name)};";

    protected override string DropUnique(Table table, string unique) => DropIndex(table, unique);

    protected override string Search(TableIndex index) => $"match({Identifier(index.Name)}) against({{0}} in boolean mode)";

    public override string Words(string word) => $"+{Mark}{word}*";

    public override bool Has(TableIndex index) => true;

    protected override string CreateIndex(Table table, TableIndex index) =>
        index.IsSearch
            ? $"{WordColumn(table, index)}\n{FullText(table, index)}"
            : $"CREATE INDEX {Identifier(index.Name)} ON {Identifier(table.Name)} "
                + $"({string.Join(", ", index.Columns.Select(column => Part(table, column)))});";

    protected override string Drop(Table table, TableIndex index) =>
        index.IsSearch ? $"ALTER TABLE {Identifier(table.Name)} DROP COLUMN {Identifier(index.Name)};" : base.Drop(table, index);

    // The words as they are indexed. A mark before each keeps the server from leaving out short and frequent ones.
    private string WordColumn(Table table, TableIndex index) =>
        $"ALTER TABLE {Identifier(table.Name)} ADD COLUMN {Identifier(index.Name)} longtext GENERATED ALWAYS AS "
        + $"(concat('{Mark}', regexp_replace(lower(left(concat_ws(' ', {Identifiers(index.Columns)}), {MostSearched})), "
        + $"{Text(@"[^\p{L}\p{M}\p{N}]+")}, ' {Mark}'))) STORED;";

    private string FullText(Table table, TableIndex index) =>
        $"CREATE FULLTEXT INDEX {Identifier(index.Name)} ON {Identifier(table.Name)} ({Identifier(index.Name)});";

    private string Part(Table table, string column) =>
        table.FindColumn(column)?.Type is { Kind: ColumnKind.Text or ColumnKind.Json or ColumnKind.Binary, Length: not <= MaxInRow }
            ? $"{Identifier(column)}({IndexedPrefix.ToString(CultureInfo.InvariantCulture)})"
            : Identifier(column);
}
