using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Validation;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>A column of a table as its definition says it.</summary>
internal sealed record SqlColumn(string Name)
{
    private static readonly string[] s_ofTypes =
    [
        "varying",
        "precision",
        "unsigned",
        "signed",
        "zerofill",
        "with",
        "without",
        "local",
        "time",
        "zone",
    ];
    private static readonly string[] s_aside =
    [
        "asc",
        "desc",
        "clustered",
        "nonclustered",
        "virtual",
        "stored",
        "persisted",
        "rowguidcol",
        "sparse",
    ];

    private static readonly string[] s_now =
    [
        "current_timestamp",
        "current_date",
        "current_time",
        "localtimestamp",
        "sysdate",
        "systimestamp",
    ];

    public FieldType? Type { get; init; }
    public Bounds Bounds { get; init; } = new();
    public IReadOnlyList<string> Values { get; init; } = [];
    public SqlConstraint? Foreign { get; init; }
    public bool IsPrimary { get; init; }

    /// <summary>Whether the database numbers the rows by it.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Whether the database gives a value by itself where none is given: now, a random one.</summary>
    public bool IsGiven { get; init; }

    /// <summary>What of it says something that isn't read.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The least difference between two of its values; null where there is none.</summary>
    public decimal? Step =>
        Type is FieldType.Int or FieldType.Long ? 1
        : Type is FieldType.Decimal && Bounds.Scale is { } scale ? (decimal)Math.Pow(10, -scale)
        : Type is FieldType.Money ? 0.01m
        : null;

    /// <summary>Reads a column; null where it is none.</summary>
    /// <param name="part">What stands between two commas.</param>
    /// <param name="types">The enumerations that the script declares, by name.</param>
    public static SqlColumn? Read(IReadOnlyList<SqlToken> part, IReadOnlyDictionary<string, IReadOnlyList<string>> types)
    {
        var cursor = new SqlCursor(part);
        if (cursor.Next() is not { IsName: true } name || cursor.Sees("as") || cursor.Name() is not { } type)
            return null;
        // Every service has versions of its rows.
        if (type.Equals("rowversion", StringComparison.OrdinalIgnoreCase))
            return null;
        Further(cursor);
        var arguments = cursor.Bracket() ?? [];
        Further(cursor);
        string[] size = [.. arguments.Where(static token => token.Kind == SqlKind.Word).Select(static token => token.Text)];
        var column = new SqlColumn(name.Text) { Type = SqlTypes.Of(type, size), IsNumbered = SqlTypes.IsSerial(type) };
        var isList = type.Equals("enum", StringComparison.OrdinalIgnoreCase);
        if (isList && !CanBeValues(Texts(arguments)))
            column = column with { Type = FieldType.String, Unread = ["its values"] };
        else if (isList || types.ContainsKey(type))
            column = column with { Type = FieldType.Enum, Values = isList ? Camel(Texts(arguments)) : types[type] };
        else if (column.Type is null)
            column = column with { Unread = [type] };
        else if (
            column.Type is FieldType.String
            && size is [var length]
            && int.TryParse(length, CultureInfo.InvariantCulture, out var longest)
        )
            column = column with { Bounds = new Bounds { MaxLength = longest } };
        else if (column.Type is FieldType.Decimal && size is [var precision, var scale])
            column = column with
            {
                Bounds = new Bounds { Precision = Whole(precision), Scale = Whole(scale) },
            };
        if (part.Any(static token => token.Is("unsigned")))
            column = column with { Bounds = column.Bounds.Merge(new Bounds { Min = 0 }) };
        while (!cursor.IsAtEnd)
            column = column.With(cursor);
        // Of a closed list no two rows alike would be as many rows as values.
        if (column.Bounds.Unique && column.Type is FieldType.Enum or FieldType.Bool)
            column = column with { Bounds = column.Bounds with { Unique = false }, Unread = [.. column.Unread, "unique"] };
        return column.Bounds.Required is null && !column.IsPrimary
            ? column with
            {
                Bounds = column.Bounds.Merge(new Bounds { Required = false }),
            }
            : column;
    }

    private static void Further(SqlCursor cursor)
    {
        while (cursor.Token is { } token && s_ofTypes.Contains(token.Text, StringComparer.OrdinalIgnoreCase))
            cursor.Next();
    }

    private SqlColumn With(SqlCursor cursor)
    {
        if (cursor.Takes("not", "null"))
            return With(new Bounds { Required = true });
        if (cursor.Takes("primary", "key"))
            return this with { IsPrimary = true };
        if (cursor.Takes("unique", "key") || cursor.Takes("unique"))
            return With(new Bounds { Unique = true });
        if (cursor.Takes("auto_increment") || cursor.Takes("autoincrement") || cursor.Takes("identity"))
            return Numbered(cursor);
        if (cursor.Takes("generated"))
            return Generated(cursor);
        if (cursor.Takes("default"))
            return Default(cursor);
        if (cursor.Takes("check") && cursor.Bracket() is { } condition)
            return Checked(condition);
        if (cursor.Takes("comment"))
            return cursor.IsAtEnd ? this : Strange(cursor);
        if (SqlConstraint.Foreign(cursor, [Name]) is { } foreign)
            return this with { Foreign = foreign };
        return Aside(cursor) ? this : Strange(cursor);
    }

    // What says how the database keeps it, and nothing of what is kept.
    private static bool Aside(SqlCursor cursor)
    {
        if (cursor.Takes("null"))
            return true;
        if (cursor.Takes("on", "update"))
        {
            cursor.Name();
            cursor.Bracket();
            return true;
        }

        if (cursor.Takes("constraint") || cursor.Takes("collate") || cursor.Takes("character", "set") || cursor.Takes("charset"))
            return cursor.Name() is not null;
        if (cursor.Token is not { } token || !s_aside.Contains(token.Text, StringComparer.OrdinalIgnoreCase))
            return false;
        cursor.Next();
        return true;
    }

    private SqlColumn Numbered(SqlCursor cursor)
    {
        cursor.Bracket();
        return this with { IsNumbered = true };
    }

    private SqlColumn With(Bounds bounds) => this with { Bounds = Bounds.Merge(bounds) };

    // What ends in the middle of what it says is told by its column.
    private SqlColumn Strange(SqlCursor cursor) => this with { Unread = [.. Unread, cursor.Next()?.Text ?? Name] };

    // 'GENERATED ALWAYS AS IDENTITY' numbers rows, 'GENERATED ALWAYS AS (a * b)' works something out.
    private SqlColumn Generated(SqlCursor cursor)
    {
        while (!cursor.IsAtEnd && !cursor.Sees("identity") && !cursor.Sees("("))
            cursor.Next();
        if (cursor.Takes("identity"))
            return Numbered(cursor);
        return cursor.Bracket() is { } formula
            ? this with
            {
                Unread = [.. Unread, "generated as " + string.Join(' ', formula.Select(static token => token.Text))],
            }
            : this;
    }

    // What the database works out as a default is the service's to give: now, a new id.
    private SqlColumn Default(SqlCursor cursor)
    {
        var negative = cursor.Takes("-");
        if (cursor.Bracket() is { } inner)
        {
            // DEFAULT ((0)), DEFAULT (getdate()), as some databases write it when they are asked.
            var within = new SqlCursor(inner);
            var read = Default(within);
            return within.IsAtEnd && !negative ? read : this;
        }

        if (cursor.Next() is not { } value)
            return this;
        var isCall = cursor.Bracket() is not null;
        while (cursor.Takes(":", ":"))
        {
            cursor.Name();
            cursor.Bracket();
        }

        return isCall ? this with { IsGiven = true } : Given(value, negative);
    }

    private SqlColumn Given(SqlToken value, bool negative)
    {
        var text = value.Text;
        if (value.Kind == SqlKind.Word && s_now.Contains(text, StringComparer.OrdinalIgnoreCase))
            return this with { IsGiven = true };
        if (Type == FieldType.Bool)
            return text.ToLowerInvariant() switch
            {
                "true" or "1" or "t" => With(new Bounds { Default = "true" }),
                "false" or "0" or "f" => With(new Bounds { Default = "false" }),
                _ => this,
            };
        if (Type is FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double)
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                ? With(new Bounds { Default = negative ? "-" + text : text })
                : this;
        return value.Kind == SqlKind.Quoted && text.Length is > 0 and <= 100 && Type is FieldType.String or FieldType.Text or FieldType.Enum
            ? With(new Bounds { Default = Type == FieldType.Enum ? Value(text) : text })
            : this;
    }

    private SqlColumn Checked(List<SqlToken> condition)
    {
        if (SqlCheck.Read(condition, _ => Step) is not { } check || !check.Column.Equals(Name, StringComparison.OrdinalIgnoreCase))
            return this with { Unread = [.. Unread, "check " + string.Join(' ', condition.Select(static token => token.Text))] };
        if (check.Values.Count > 0)
            return CanBeValues(check.Values)
                ? this with
                {
                    Type = FieldType.Enum,
                    Values = Camel(check.Values),
                }
                : this with
                {
                    Unread = [.. Unread, "its values"],
                };
        // SQLite has no type for yes and no.
        return check.Bounds is { Flag: true }
            ? this with
            {
                Type = FieldType.Bool,
                Bounds = Bounds with { Default = Bounds.Default == "1" ? "true" : "false" },
            }
            : With(check.Bounds!);
    }

    /// <summary>Values as the service writes them.</summary>
    public static IReadOnlyList<string> Camel(IEnumerable<string> values) =>
        [.. values.Select(Value).Where(static value => value.Length > 0).Distinct()];

    /// <summary>Whether texts can be the values of an enumeration: what is no name, or longer than one, can't.</summary>
    public static bool CanBeValues(IEnumerable<string> texts) =>
        Camel(texts) is { Count: > 0 } values && values.All(NameValidation.IsCamel);

    private static string Value(string text) => Conventions.Camel(Conventions.Phrase(text));

    /// <summary>The quoted texts among tokens, as they were written.</summary>
    public static IEnumerable<string> Texts(IEnumerable<SqlToken> tokens) =>
        tokens.Where(static token => token.Kind == SqlKind.Quoted).Select(static token => token.Text);

    private static int? Whole(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : null;
}
