using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Reads a row that describes a field, each cell by the header above it.</summary>
internal static class TableField
{
    /// <summary>The field; what no field can hold is its unread part.</summary>
    public static FieldPart Read(string owner, IReadOnlyList<string> words, IReadOnlyList<string> header, IReadOnlyList<string> row)
    {
        var (types, remarks, unread) = (new List<string>(), new List<string>(), new List<string>());
        var bounds = new Bounds();
        for (var i = 1; i < row.Count; i++)
        {
            var cell = row[i];
            if (cell.Length == 0)
                continue;
            switch (i < header.Count ? header[i] : "")
            {
                case "mandatory" or "required" or "req" or "req." or "obligatory" or "not null" or "needed":
                    Answer(cell, yes => bounds = bounds.Merge(new Bounds { Required = yes }), unread);
                    break;
                case "optional" or "nullable" or "null":
                    Answer(cell, yes => bounds = bounds.Merge(new Bounds { Required = !yes }), unread);
                    break;
                case "unique":
                    Answer(cell, yes => bounds = bounds.Merge(new Bounds { Unique = yes, Required = yes ? true : null }), unread);
                    break;
                case "example" or "examples" or "sample":
                    break;
                case "type" or "what" or "data type" or "datatype" or "format" or "values" or "kind":
                    types.Add(cell);
                    break;
                default:
                    remarks.Add(cell);
                    break;
            }
        }

        // 'warehouse_id | fk' and 'technician | ref' refer to something.
        if (types is [var type] && IsReference(type))
        {
            var noun = FieldOwner.Noun(string.Join(' ', words[^1] is "id" or "ref" && words.Count > 1 ? words.SkipLast(1) : words));
            if (noun is not null && noun != owner)
                return new FieldPart(owner, words)
                {
                    Reference = noun,
                    Detail = FieldDetail.None with { Bounds = bounds, Unread = Joined([.. remarks, .. unread]) },
                };
        }

        var detail = FieldDetailReader.Read(types, remarks);
        // 'freezer, drawer' may be two values or two fields.
        if (detail.Values.Count == 2 && types.Exists(static text => text.Contains(',', StringComparison.Ordinal)))
            detail = FieldDetail.None with { Unread = Joined([.. types, .. remarks]) };
        return new FieldPart(owner, words)
        {
            Detail = detail with
            {
                Bounds = detail.Bounds?.Merge(bounds) ?? (bounds == new Bounds() ? null : bounds),
                Unread = Joined([.. detail.Unread is { } rest ? [rest] : Array.Empty<string>(), .. unread]),
            },
        };
    }

    private static bool IsReference(string type) =>
        type.ToLowerInvariant() is "fk" or "ref" or "reference" or "foreign key" or "relation" or "link";

    private static string? Joined(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts);

    private static void Answer(string cell, Action<bool> take, List<string> unread)
    {
        switch (cell.ToLowerInvariant())
        {
            case "yes" or "y" or "true" or "x" or "\u2713" or "\u2714":
                take(true);
                break;
            case "no" or "n" or "false" or "-" or "\u2014":
                take(false);
                break;
            default:
                unread.Add(cell);
                break;
        }
    }
}
