using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;
using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases;

/// <summary>
/// How one database spells tables and changes of tables. What a database does otherwise than the standard it overrides; names and values
/// become SQL only through it.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>Id of the capability, and name of the folder of its migrations.</summary>
    public abstract string Id { get; }

    /// <summary>The database with the least version that the statements need.</summary>
    public abstract string Title { get; }

    /// <summary>A quoted name.</summary>
    public abstract string Identifier(string name);

    /// <summary>A text constant.</summary>
    public abstract string Text(string value);

    /// <summary>A column's type.</summary>
    public abstract string Type(ColumnType type);

    /// <summary>A typed constant, as the service would write it to a column of that kind.</summary>
    public abstract string Constant(Literal literal, ColumnKind column);

    /// <summary>
    /// The rows that a search finds: they have words that begin as those of <c>{0}</c> do, as <see cref="Words"/> spells them.
    /// </summary>
    public virtual string Search(Table table, TableIndex index) => $"select * from {Identifier(table.Name)} where {Search(index)}";

    /// <summary>The condition of a search, which its index serves where the database has one.</summary>
    protected abstract string Search(TableIndex index);

    /// <summary>How a search spells one word, of letters and digits alone; in lower case.</summary>
    public abstract string Words(string word);

    /// <summary>Creates tables with all that belongs to them. They may refer to each other in circles.</summary>
    public virtual void Create(CodeWriter writer, IReadOnlyList<Table> tables)
    {
        foreach (var table in tables)
            WriteTable(writer, table, []);
        foreach (var table in tables)
            Lines(writer, table.Indexes.Where(Has).Select(index => CreateIndex(table, index)));
        foreach (var table in tables)
            Lines(writer, table.ForeignKeys.Select(key => $"ALTER TABLE {Identifier(table.Name)} ADD {Reference(key)};"));
    }

    /// <summary>Removes tables, the last first.</summary>
    public virtual void Drop(CodeWriter writer, IReadOnlyList<Table> tables) =>
        writer.Lines(tables.Reverse().Select(table => $"DROP TABLE {Identifier(table.Name)};"));

    /// <summary>
    /// Adds what a table gains; then removes indexes, since a reference may need one of the new ones in place of the old.
    /// </summary>
    public virtual void Alter(CodeWriter writer, TableChange change)
    {
        var table = change.After;
        var name = Identifier(table.Name);
        Lines(
            writer,
            change.Columns.Select(column => $"ALTER TABLE {name} ADD COLUMN {ColumnOf(column)};"),
            change.UniqueConstraints.Select(unique => $"ALTER TABLE {name} ADD {Unique(unique)};"),
            Conditions(table, change.Checks).Select(check => $"ALTER TABLE {name} ADD {check};"),
            change.Indexes.Where(Has).Select(index => CreateIndex(table, index)),
            change.ForeignKeys.Select(key => $"ALTER TABLE {name} ADD {Reference(key)};"),
            change.RemovedIndexes.Where(Has).Select(index => Drop(table, index))
        );
    }

    /// <summary>Takes back what <see cref="Alter"/> did.</summary>
    public virtual void Unalter(CodeWriter writer, TableChange change)
    {
        var table = change.After;
        var name = Identifier(table.Name);
        Lines(
            writer,
            change.RemovedIndexes.Where(Has).Select(index => CreateIndex(table, index)),
            change.ForeignKeys.Reverse().Select(key => $"ALTER TABLE {name} DROP {ForeignKeyWord} {Identifier(key.Name)};"),
            change.Indexes.Reverse().Where(Has).Select(index => Drop(table, index)),
            change
                .Checks.Reverse()
                .Where(check => Condition(check.Condition, table) is not null)
                .Select(check => $"ALTER TABLE {name} DROP CONSTRAINT {Identifier(check.Name)};"),
            change.UniqueConstraints.Reverse().Select(unique => DropUnique(table, unique.Name)),
            change.Columns.Reverse().Select(column => $"ALTER TABLE {name} DROP COLUMN {Identifier(column.Name)};")
        );
    }

    /// <summary>What follows the members of a table.</summary>
    protected virtual string TableOptions => "";

    /// <summary>The word by which a reference is dropped.</summary>
    protected virtual string ForeignKeyWord => "CONSTRAINT";

    protected virtual string Drop(Table table, TableIndex index) => DropIndex(table, index.Name);

    protected virtual string DropIndex(Table table, string index) => $"DROP INDEX {Identifier(index)};";

    protected virtual string DropUnique(Table table, string unique) =>
        $"ALTER TABLE {Identifier(table.Name)} DROP CONSTRAINT {Identifier(unique)};";

    /// <summary>
    /// The statements of delivered migrations, as lines of theirs, that made what nothing uses any more; the newest of a name counts.
    /// Each with the statement that removes it.
    /// </summary>
    public virtual IEnumerable<(string Create, string Drop)> LeftOver(IEnumerable<string> lines) => [];

    /// <summary>Whether the database has an index of this kind.</summary>
    public virtual bool Has(TableIndex index) => !index.IsSearch;

    protected virtual string CreateIndex(Table table, TableIndex index) =>
        $"CREATE INDEX {Identifier(index.Name)} ON {Identifier(table.Name)} ({Identifiers(index.Columns)});";

    /// <summary>The length of a value, in characters or bytes.</summary>
    protected abstract string LengthOf(string value, bool bytes);

    /// <summary>Whether a value matches a regular expression; null when the database has none.</summary>
    protected virtual string? Matches(string value, string pattern) => null;

    /// <summary>Whether a condition may depend on the moment in which it is checked.</summary>
    protected virtual bool ChecksByTheClock => false;

    /// <summary>A column as it compares with numbers.</summary>
    protected virtual string Comparable(string value, ColumnKind kind) => value;

    protected void WriteTable(CodeWriter writer, Table table, IEnumerable<string> more)
    {
        List<string> members =
        [
            .. table.Columns.Select(ColumnOf),
            $"CONSTRAINT {Identifier(table.PrimaryKey.Name)} PRIMARY KEY ({Identifiers(table.PrimaryKey.Columns)})",
            .. Uniques(table),
            .. Conditions(table, table.Checks),
            .. more,
        ];
        writer
            .Block(
                $"CREATE TABLE {Identifier(table.Name)} (",
                body => body.Lines(members.Select((member, i) => i < members.Count - 1 ? member + "," : member)),
                open: "",
                close: $"){TableOptions};"
            )
            .Line();
    }

    protected virtual IEnumerable<string> Uniques(Table table) => table.UniqueConstraints.Select(Unique);

    protected string ColumnOf(Column column) =>
        $"{Identifier(column.Name)} {Type(column.Type)}{(column.Nullable ? "" : " NOT NULL")}{DefaultOf(column)}";

    protected virtual string DefaultOf(Column column) => column.Default is { } value ? $" DEFAULT {Constant(value, column.Type.Kind)}" : "";

    protected IEnumerable<string> Conditions(Table table, IEnumerable<TableCheck> checks) =>
        checks
            .Select(check => (check.Name, Condition: Condition(check.Condition, table)))
            .Where(static check => check.Condition is not null)
            .Select(check => $"CONSTRAINT {Identifier(check.Name)} CHECK ({check.Condition})");

    protected string Unique(UniqueConstraint unique) => $"CONSTRAINT {Identifier(unique.Name)} UNIQUE ({Identifiers(unique.Columns)})";

    protected string Reference(ForeignKey key) =>
        $"CONSTRAINT {Identifier(key.Name)} FOREIGN KEY ({Identifier(key.Column)}) {References(key)}";

    protected string References(ForeignKey key) =>
        $"REFERENCES {Identifier(key.PrincipalTable)} ({Identifier(key.PrincipalColumn)}) ON DELETE "
        + key.OnDelete switch
        {
            DeleteBehavior.Cascade => "CASCADE",
            DeleteBehavior.SetNull => "SET NULL",
            _ => "RESTRICT",
        };

    /// <summary>A condition; null when the database can't check it, which the service does in any case.</summary>
    public string? Condition(CheckCondition condition, Table table) =>
        condition switch
        {
            RangeCondition range => Between(ValueOf(range.Column, table), range.Min, range.Max),
            LengthCondition length => Between(LengthOf(Identifier(length.Column), length.Bytes), length.Min, length.Max),
            PatternCondition pattern => Matches(Identifier(pattern.Column), pattern.Pattern),
            OneOfCondition oneOf => $"{Identifier(oneOf.Column)} IN ({string.Join(", ", oneOf.Values.Select(Text))})",
            ComparisonCondition comparison => Compare(comparison, table),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    /// <summary>Characters of a row's texts that are searched; an index has no room for all of a book.</summary>
    protected const string MostSearched = "100000";

    /// <summary>The texts that are searched, as one.</summary>
    protected string TextOf(TableIndex index) =>
        string.Join(" || ' ' || ", index.Columns.Select(column => $"coalesce({Identifier(column)}, '')"));

    protected string Identifiers(IEnumerable<string> names) => string.Join(", ", names.Select(Identifier));

    /// <summary>Statements, and an empty line after them where there are any.</summary>
    protected static void Lines(CodeWriter writer, params IEnumerable<IEnumerable<string>> groups)
    {
        var lines = groups.SelectMany(static lines => lines).ToList();
        writer.Lines(lines);
        if (lines.Count > 0)
            writer.Line();
    }

    // A literal is a public record, so that its text is not taken at its word.
    protected string Number(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? number.Trim()
            : Text(number);

    private string ValueOf(string column, Table table) =>
        Comparable(Identifier(column), table.FindColumn(column)?.Type.Kind ?? ColumnKind.Text);

    private static string Between(string value, decimal? min, decimal? max) =>
        (min, max) switch
        {
            ({ } least, { } greatest) => string.Create(CultureInfo.InvariantCulture, $"{value} BETWEEN {least} AND {greatest}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"{value} >= {least}"),
            (null, { } greatest) => string.Create(CultureInfo.InvariantCulture, $"{value} <= {greatest}"),
            _ => "1 = 1",
        };

    private string? Compare(ComparisonCondition condition, Table table)
    {
        if (condition.RightValue is { Kind: LiteralKind.Now } && !ChecksByTheClock)
            return null;
        var kind = table.FindColumn(condition.Column)?.Type.Kind ?? ColumnKind.Text;
        var right =
            condition.RightColumn is { } column ? ValueOf(column, table)
            : condition.RightValue is { Kind: LiteralKind.Number } number ? Number(number.Text)
            : condition.RightValue is { } literal ? Constant(literal, kind)
            : "NULL";
        return $"{ValueOf(condition.Column, table)} {Sign(condition.Operator)} {right}";
    }

    private static string Sign(Comparison comparison) =>
        comparison switch
        {
            Comparison.Equal => "=",
            Comparison.NotEqual => "<>",
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.Greater => ">",
            Comparison.GreaterOrEqual => ">=",
            _ => throw new InvalidOperationException($"Unknown comparison {comparison}."),
        };
}
