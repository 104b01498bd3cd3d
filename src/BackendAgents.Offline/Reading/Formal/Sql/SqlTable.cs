namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>A table as its definition says it, with the texts of its parts.</summary>
internal sealed record SqlTable(string Name)
{
    public IReadOnlyList<(string Text, SqlColumn Column)> Columns { get; init; } = [];
    public IReadOnlyList<(string Text, SqlConstraint Constraint)> Constraints { get; init; } = [];

    /// <summary>What is neither a column nor a constraint.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The texts of all its parts.</summary>
    public IEnumerable<string> Texts =>
        Columns.Select(static column => column.Text).Concat(Constraints.Select(static constraint => constraint.Text)).Concat(Unread);

    /// <summary>Reads a statement; null where it defines no table by its columns.</summary>
    public static SqlTable? Read(SqlCursor cursor, IReadOnlyDictionary<string, IReadOnlyList<string>> types)
    {
        if (!cursor.Takes("create"))
            return null;
        while (cursor.Takes("global") || cursor.Takes("temporary") || cursor.Takes("temp") || cursor.Takes("unlogged")) { }
        if (!cursor.Takes("table"))
            return null;
        cursor.Takes("if", "not", "exists");
        if (cursor.Name() is not { } name || cursor.Bracket() is not { } items)
            return null;
        var columns = new List<(string, SqlColumn)>();
        var constraints = new List<(string, SqlConstraint)>();
        var unread = new List<string>();
        foreach (var item in SqlCursor.Parts(items))
        {
            var text = Text(item);
            if (SqlConstraint.Read(new SqlCursor(item)) is { } constraint)
                constraints.Add((text, constraint));
            else if (SqlColumn.Read(item, types) is { } column)
                columns.Add((text, column));
            else
                unread.Add(text);
        }

        return new SqlTable(name)
        {
            Columns = columns,
            Constraints = constraints,
            Unread = unread,
        };
    }

    // As it was written, but for comments and for the spaces between its tokens.
    private static string Text(List<SqlToken> item)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < item.Count; i++)
        {
            if (i > 0 && item[i].Start > item[i - 1].End)
                text.Append(' ');
            text.Append(item[i].Kind == SqlKind.Quoted ? $"'{item[i].Text}'" : item[i].Text);
        }

        return text.ToString();
    }
}
