namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>What a constraint holds its columns to.</summary>
internal enum SqlRule
{
    PrimaryKey,
    ForeignKey,
    Unique,
    Check,

    /// <summary>An index that only makes answers come sooner.</summary>
    Index,

    /// <summary>Anything that isn't read.</summary>
    Other,
}

/// <summary>A constraint that stands beside the columns of a table, or behind it in a statement of its own.</summary>
internal sealed record SqlConstraint(SqlRule Rule, IReadOnlyList<string> Columns)
{
    /// <summary>The table that a foreign key leads to.</summary>
    public string? Table { get; init; }

    /// <summary>What becomes of rows whose row over there is deleted, in words: <c>cascade</c>.</summary>
    public string? OnDelete { get; init; }

    /// <summary>The condition of a check.</summary>
    public IReadOnlyList<SqlToken> Condition { get; init; } = [];

    /// <summary>The constraint that a cursor stands before; null where there is none.</summary>
    public static SqlConstraint? Read(SqlCursor cursor)
    {
        if (cursor.Takes("constraint"))
            cursor.Name();
        if (cursor.Takes("primary", "key"))
            return new SqlConstraint(SqlRule.PrimaryKey, Listed(cursor));
        if (cursor.Takes("foreign", "key"))
            return Foreign(cursor, Listed(cursor));
        if (cursor.Takes("unique"))
            return new SqlConstraint(SqlRule.Unique, Listed(cursor));
        if (cursor.Takes("check") && cursor.Bracket() is { } condition)
            return new SqlConstraint(SqlRule.Check, []) { Condition = condition };
        // A column may be called 'key'.
        if (cursor.Following is not { } type || SqlTypes.Knows(type.Text))
            return null;
        if (cursor.Takes("key") || cursor.Takes("index"))
            return new SqlConstraint(SqlRule.Index, Listed(cursor));
        return cursor.Sees("fulltext") || cursor.Sees("spatial") || cursor.Sees("exclude") || cursor.Sees("like")
            ? new SqlConstraint(SqlRule.Other, [])
            : null;
    }

    /// <summary>Where the rows over there lead, from the word 'references' on; null where it doesn't stand here.</summary>
    public static SqlConstraint? Foreign(SqlCursor cursor, IReadOnlyList<string> columns)
    {
        if (!cursor.Takes("references") || cursor.Name() is not { } table)
            return null;
        cursor.Bracket();
        string? delete = null;
        while (cursor.Sees("on", "delete") || cursor.Sees("on", "update"))
        {
            var isDelete = cursor.Takes("on", "delete") || !cursor.Takes("on", "update");
            var action = Action(cursor);
            delete = isDelete ? action : delete;
        }

        return new SqlConstraint(SqlRule.ForeignKey, columns) { Table = table, OnDelete = delete };
    }

    private static string? Action(SqlCursor cursor) =>
        cursor.Takes("cascade") ? "cascade"
        : cursor.Takes("set", "null") ? "set null"
        : cursor.Takes("restrict") || cursor.Takes("no", "action") || cursor.Takes("set", "default") ? "restrict"
        : null;

    /// <summary>The columns in the next brackets: <c>UNIQUE KEY once (a, b)</c>; none where something else stands there.</summary>
    public static IReadOnlyList<string> Listed(SqlCursor cursor)
    {
        while (!cursor.IsAtEnd && !cursor.Sees("("))
            cursor.Next();
        var parts = SqlCursor.Parts(cursor.Bracket() ?? []);
        return parts.TrueForAll(IsColumn) ? [.. parts.Select(static part => part[0].Text)] : [];
    }

    // 'name', 'name DESC', 'name(20)', and not 'lower(name)'.
    private static bool IsColumn(List<SqlToken> part) =>
        part[0].IsName
        && (part.Count == 1 || part[1].Is("asc") || part[1].Is("desc") || part.Count == 4 && char.IsAsciiDigit(part[2].Text[0]));
}
