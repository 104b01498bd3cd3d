namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads tables by their headers: fields of a thing, things with their fields, endpoints, and what roles may. Each row of any other table
/// is kept as unread.
/// </summary>
internal static class TableReader
{
    private static readonly HashSet<string> s_fields = Words("field,name,column,attribute,property,fields,key");
    private static readonly HashSet<string> s_things = Words("entity,entities,thing,resource,object,model,table,type");
    private static readonly HashSet<string> s_parts = Words("fields,attributes,columns,properties,data,what we keep,has");
    private static readonly HashSet<string> s_methods = Words("method,verb,http,http method");
    private static readonly HashSet<string> s_paths = Words("path,url,endpoint,route,uri,address,resource");
    private static readonly HashSet<string> s_roles = Words("role,roles,who,user,actor,person,user type");
    private static readonly HashSet<string> s_rights = Words("may,can,permissions,rights,access,allowed,is allowed,may do,can do");

    /// <summary>The parts of the rows, each with its text.</summary>
    /// <param name="rows">The lines of the table.</param>
    /// <param name="owner">The thing of which the lines above speak, if any.</param>
    public static IEnumerable<TableRow> Read(IReadOnlyList<string> rows, string? owner)
    {
        var cells = rows.Select(Cells).Where(static row => row.Exists(static cell => cell.Trim('-', ':', ' ').Length > 0)).ToList();
        if (cells.Count == 0)
            return [];
        var header = cells[0].ConvertAll(static cell => cell.ToLowerInvariant());
        var body = cells.Skip(1);
        // Rows of methods and paths need no header.
        if (cells.TrueForAll(static row => row.Count > 1 && EndpointLine.Read($"{row[0]} {row[1]}").Count == 1))
            return cells.Select(static row => Endpoint(row, 0, 1));
        if (Column(header, s_methods) is >= 0 and var method && Column(header, s_paths) is >= 0 and var path && method != path)
            return body.Select(row => Endpoint(row, method, path));
        if (header.Count > 1 && Column(header, s_paths) == 0 && !s_parts.Contains(header[1]))
            return body.Select(static row => Endpoint(row, -1, 0));
        if (header.Count > 1 && s_things.Contains(header[0]) && s_parts.Contains(header[1]))
            return body.SelectMany(static row => Thing(row));
        if (header.Count > 1 && s_roles.Contains(header[0]) && s_rights.Contains(header[1]))
            return body.Select(row => Role(row, header));
        return Fields(cells, header, owner);
    }

    private static IEnumerable<TableRow> Fields(List<List<string>> cells, List<string> header, string? owner)
    {
        var plain = s_fields.Contains(header[0]);
        // 'Machine | Type': the first column says of what these are the fields.
        owner =
            plain ? owner
            : FieldOwner.Noun(header[0]) is { } named && header.Count > 1 && IsOfFields(header[1]) ? named
            : owner;
        var described = owner is not null && (plain || header.Skip(1).Any(IsOfFields));
        if (described && !plain)
            yield return new TableRow(string.Join(" | ", cells[0]), new OwnerPart(owner!));
        foreach (var row in cells.Skip(1))
        {
            yield return described && FieldLine.Words(row[0]) is { } words
                ? new TableRow(Text(row), TableField.Read(owner!, words, header, row))
                : new TableRow(Text(row), new UnreadPart("It is a row of a table that names no fields of a thing."));
        }
    }

    private static bool IsOfFields(string header) => header is "type" or "what" or "data type" or "datatype" or "format" or "values";

    // 'Breeder | licence number (unique), name, town'.
    private static IEnumerable<TableRow> Thing(List<string> row)
    {
        var rest = row.Skip(2).Any(static cell => cell.Length > 0);
        if (FieldOwner.Noun(row[0]) is not { } owner || row.Count < 2 || InlineFields.Parts(owner, row[1]) is not { } parts)
            return [new TableRow(Text(row), new UnreadPart("It is a row of a table that names no fields of a thing."))];
        return
        [
            new TableRow(
                Text(row),
                new FieldsPart(owner, parts) { Unread = rest ? string.Join(", ", row.Skip(2).Where(static cell => cell.Length > 0)) : null }
            ),
        ];
    }

    private static TableRow Endpoint(List<string> row, int method, int path)
    {
        var cell = path < row.Count ? row[path] : "";
        var text = method < 0 ? cell : $"{(method < row.Count ? row[method] : "")} {cell}";
        return EndpointLine.Read(text) is [var endpoint]
            ? new TableRow(Text(row), endpoint.Part)
            : new TableRow(Text(row), new UnreadPart("It is a row of a table of endpoints that names no single method and path."));
    }

    // 'librarian | add and edit books' is read as the sentence that it is.
    private static TableRow Role(List<string> row, List<string> header)
    {
        var verb = header[1].StartsWith("can", StringComparison.Ordinal) ? "can" : "may";
        var sentence =
            row.Count == 2 && row[0].Length > 0 && row[1].Length > 0
                ? $"{Engineering.Briefs.Knowledge.Vocabulary.Plural(row[0])} {verb} {row[1]}"
                : null;
        return sentence is null
            ? new TableRow(Text(row), new UnreadPart("It is a row of a table of roles that says more than what one of them may."))
            : new TableRow(Text(row), null) { Prose = sentence };
    }

    private static int Column(List<string> header, HashSet<string> names) => header.FindIndex(names.Contains);

    private static string Text(List<string> row) => string.Join(" | ", row.Where(static cell => cell.Length > 0));

    private static List<string> Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(static cell => cell.Trim(' ', '\'', '*'))];

    private static HashSet<string> Words(string words) => words.Split(',').ToHashSet(StringComparer.Ordinal);
}

/// <summary>A row with what it says by its form; Prose is the sentence that it stands for, where it says something in words.</summary>
internal sealed record TableRow(string Text, FormalPart? Part)
{
    public string? Prose { get; init; }
}
