namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Reads tables: a table of fields gives fields, each row of any other is kept as unread.</summary>
internal static class TableReader
{
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "field",
        "name",
        "column",
        "attribute",
        "property",
        "fields",
        "key",
    };

    /// <summary>The parts of the rows, each with its text.</summary>
    /// <param name="rows">The lines of the table.</param>
    /// <param name="owner">The thing of which the lines above speak, if any.</param>
    public static IEnumerable<(string Text, FormalPart Part)> Read(IReadOnlyList<string> rows, string? owner)
    {
        var cells = rows.Select(Cells).Where(static row => row.Exists(static cell => cell.Trim('-', ':', ' ').Length > 0)).ToList();
        if (cells.Count == 0)
            yield break;
        var header = cells[0];
        var plain = s_names.Contains(header[0]);
        // 'Machine | Type': the first column says of what these are the fields.
        owner = plain ? owner : FieldOwner.Noun(header[0]) ?? owner;
        if (owner is not null && !plain)
            yield return (string.Join(" | ", header), new OwnerPart(owner));
        foreach (var row in cells.Skip(1))
        {
            var text = string.Join(" | ", row.Where(static cell => cell.Length > 0));
            yield return owner is not null && FieldLine.Words(row[0]) is { } words
                ? (text, new FieldPart(owner, words) { Detail = FieldDetailReader.Read(row.Skip(1)) })
                : (text, new UnreadPart("It is a row of a table that names no fields of a thing."));
        }
    }

    private static List<string> Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(static cell => cell.Trim(' ', '\'', '*'))];
}
