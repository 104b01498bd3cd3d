using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>What tables, columns and constraints say to a brief: things, fields, relations, what no two rows share.</summary>
internal static class SqlParts
{
    private const int MaxWords = 6;
    private const int MostOfThing = 4;

    /// <summary>Why an index asks for nothing.</summary>
    public const string Indexed = "The service has the indexes that its lists, filters and keys need.";

    // What SQL does where nothing is said of deletion.
    private const string Restricts = "restrict";

    private const string Several = "A key of several columns that leads to another table is not read.";
    private const string Unnamed = "Its name is none that a thing can have.";

    /// <summary>The parts of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="script">All that the text says of tables.</param>
    public static IEnumerable<(string Text, FormalPart Part)> Of(SqlTable table, SqlScript script)
    {
        var heading = $"CREATE TABLE {table.Name} ()";
        if (Noun(table.Name) is not { } owner)
        {
            foreach (var text in table.Texts.Prepend(heading))
                yield return (text, new UnreadPart(Unnamed));
            yield break;
        }

        yield return (heading, new OwnerPart(owner) { IsModel = owner != "user" });
        List<SqlConstraint> constraints =
        [
            .. table.Constraints.Select(static constraint => constraint.Constraint),
            .. script.Beside(table.Name),
        ];
        foreach (var (text, column) in table.Columns)
        {
            yield return (text, Of(owner, table.Name, column, constraints, script));
            // One row over there has one here.
            if (column is { Bounds.Unique: true } or { IsPrimary: true } && Foreign(column, constraints) is not null)
                yield return ($"{text}: unique", new TogetherPart(owner, [Phrase(column.Name)]));
        }

        foreach (var (text, constraint) in table.Constraints)
            yield return (text, Of(table.Name, constraint, table));
        foreach (var text in table.Unread)
            yield return (text, new UnreadPart("It is neither a column nor a constraint."));
    }

    /// <summary>What a constraint says.</summary>
    public static FormalPart Of(string name, SqlConstraint constraint, SqlTable? table)
    {
        if (Noun(name) is not { } owner)
            return new UnreadPart(Unnamed);
        var columns = constraint.Columns;
        switch (constraint.Rule)
        {
            case SqlRule.PrimaryKey when columns is [var key]:
                return Column(table, key) is { } own && IsOwnId(own, name, isPrimary: true)
                    ? new FieldPart(owner, ["id"])
                    : new TogetherPart(owner, [Phrase(key)]);
            case SqlRule.PrimaryKey or SqlRule.Unique when columns.Count > 0:
                return new TogetherPart(owner, [.. columns.Select(Phrase)]);
            case SqlRule.ForeignKey
                when columns is [var only] && Lead(owner, only, constraint, isRequired: Column(table, only)?.Bounds.Required) is { } lead:
                return lead;
            case SqlRule.ForeignKey:
                return new UnreadPart(Several);
            case SqlRule.Check when SqlCheck.Order(constraint.Condition) is var (left, right, isStrict):
                return new OrderPart(Conventions.Camel(Phrase(left)), Conventions.Camel(Phrase(right)), isStrict);
            case SqlRule.Check
                when SqlCheck.Read(constraint.Condition, of => Column(table, of)?.Step) is { } check
                    && Column(table, check.Column) is { } column
                    && !IsOwnId(column, name, column.IsPrimary)
                    && (check.Values.Count == 0 || SqlColumn.CanBeValues(check.Values))
                    && Words(check.Column) is { } words:
                return new FieldPart(owner, words)
                {
                    Detail = FieldDetail.None with
                    {
                        Type = column.Type,
                        Bounds = check.Bounds is { Flag: true } ? new Bounds { Min = 0, Max = 1 } : check.Bounds,
                        Values = SqlColumn.Camel(check.Values),
                    },
                };
            case SqlRule.Index:
                return new RemarkPart(Indexed);
            default:
                return new UnreadPart("This constraint is not read.");
        }
    }

    private static FormalPart Of(string owner, string table, SqlColumn column, List<SqlConstraint> constraints, SqlScript script)
    {
        if (Words(column.Name) is not { } words)
            return new UnreadPart("Its name is none that a field can have.");
        var isPrimary =
            column.IsPrimary
            || constraints.Exists(other => other is { Rule: SqlRule.PrimaryKey, Columns: [var key] } && Same(key, column.Name));
        if (Foreign(column, constraints) is { } foreign)
            return (FormalPart?)Lead(owner, column.Name, foreign, column.Bounds.Required) ?? new UnreadPart(Unnamed);
        if (IsOwnId(column, table, isPrimary))
            return new FieldPart(owner, ["id"]);
        if (Named(words, owner, script) is { } other)
            return Lead(owner, words, other, column.Bounds.Required);
        var bounds = isPrimary ? column.Bounds.Merge(new Bounds { Unique = true, Required = true }) : column.Bounds;
        return new FieldPart(owner, words)
        {
            Detail = new FieldDetail(column.Type ?? FieldType.String, bounds, column.Values, Unread(column, words)),
        };
    }

    // When a row was made or changed, every service notes by itself.
    private static string? Unread(SqlColumn column, string[] words)
    {
        var isNoted = words.Length <= 3 && words.Any(static word => word is "created" or "updated" or "creation" or "modified" or "update");
        string[] unread = column.IsGiven && !isNoted ? [.. column.Unread, "a default that the database works out"] : [.. column.Unread];
        return unread.Length > 0 ? string.Join(' ', unread) : null;
    }

    // Rows have ids of their own, whatever the key is called that numbers them.
    private static bool IsOwnId(SqlColumn column, string table, bool isPrimary)
    {
        var words = Phrase(column.Name).Split(' ');
        return isPrimary
            && (
                column.IsNumbered
                || column.Type == FieldType.Uuid
                || words is ["id"] or ["uuid"] or ["guid"] or ["key"]
                || (words[^1] is "id" or "key" || words[0] == "id") && column.Type is FieldType.Int or FieldType.Long or FieldType.Decimal
                || words is [.., "id"]
                    && Same(string.Concat(words.SkipLast(1)), Vocabulary.Instance.Singular(string.Concat(Phrase(table).Split(' '))))
            );
    }

    // 'film_id' beside a table of films leads there, and 'created_by_account_id' to accounts, though no key says so.
    private static string? Named(string[] words, string owner, SqlScript script) =>
        words is [.., "id"]
            ? Enumerable
                .Range(0, words.Length - 1)
                .Select(from => Noun(string.Join(' ', words.Skip(from).SkipLast(1))))
                .FirstOrDefault(noun => noun is not null && noun != owner && script.Has(noun))
            : null;

    private static SqlConstraint? Foreign(SqlColumn column, List<SqlConstraint> constraints) =>
        column.Foreign ?? constraints.Find(other => other is { Rule: SqlRule.ForeignKey, Columns: [var only] } && Same(only, column.Name));

    private static FieldPart? Lead(string owner, string column, SqlConstraint foreign, bool? isRequired) =>
        Words(column) is { } words && foreign.Table is { } table && Noun(table) is { } other
            ? Lead(owner, words, other, isRequired) with
            {
                OnDelete = foreign.OnDelete ?? Restricts,
            }
            : null;

    private static FieldPart Lead(string owner, IReadOnlyList<string> words, string other, bool? isRequired) =>
        new(owner, words)
        {
            Reference = other,
            OnDelete = Restricts,
            Detail = FieldDetail.None with { Bounds = new Bounds { Required = isRequired } },
        };

    private static SqlColumn? Column(SqlTable? table, string name) =>
        table?.Columns.Select(static column => column.Column).FirstOrDefault(column => Same(column.Name, name));

    /// <summary>What a table is called as a thing; null when it can't be one.</summary>
    public static string? Noun(string table)
    {
        var words = Phrase(table).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words[0] is "tbl" or "tb" or "t" or "app" or "tab")
            words = words[1..];
        if (words.Length == 0)
            return null;
        words[^1] = Vocabulary.Instance.Singular(words[^1]);
        var name = string.Join(' ', words);
        if (Naming.Person(name) == PersonKind.Account)
            return "user";
        // 'films' are movies, and 'shelf entries' no shelves.
        var known = KnowledgeBase.Instance.Canonical(name);
        if (KnowledgeBase.Instance.Entity(known) is not null && known.Split(' ').Length == words.Length)
            name = known;
        return words.Length <= MostOfThing && name.Length <= 60 && name.All(static c => char.IsAsciiLetterLower(c) || c == ' ')
            ? name
            : null;
    }

    private static string[]? Words(string column)
    {
        var words = Phrase(column).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            words.Length is > 0 and <= MaxWords
            && char.IsAsciiLetter(words[0][0])
            && words.All(static word => word.All(char.IsAsciiLetterOrDigit))
            ? words
            : null;
    }

    private static string Phrase(string name) => Conventions.Phrase(name).ToLowerInvariant();

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
