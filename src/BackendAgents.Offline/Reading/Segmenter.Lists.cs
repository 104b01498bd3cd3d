using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Reading.Formal;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <content>Lists whose items describe things: the tables of a service, and what is sent to an endpoint.</content>
internal sealed partial class Segmenter
{
    // 'Tables:' and below it 'bikes - id, km, working', each a thing whatever it is called.
    private bool Defined()
    {
        if (!Models().IsMatch(Line.Content))
            return false;
        var first = _at + 1;
        while (first < _lines.Count && _lines[first].IsBlank)
            first++;
        var tables = _lines
            .Skip(first)
            .TakeWhile(static line => line.IsBullet)
            .Select(static line => (line.Content, Fields: InlineFields.Defined(line.Content)))
            .ToList();
        if (tables.Count < 2 || tables.Exists(static table => table.Fields is null))
            return false;
        Forget();
        Add(Line.Content, formal: null, heading: true);
        var owners = tables.Select(static table => table.Fields!.Owner).ToHashSet(StringComparer.Ordinal);
        foreach (var (text, fields) in tables)
            Add(text, fields! with { Fields = [.. fields.Fields.Select(field => Among(owners, field))] });
        _at = first + tables.Count;
        return true;
    }

    // 'bikeId' leads to a bike of the list; a 'charge' beside charges is a value all the same.
    private static FieldPart Among(HashSet<string> owners, FieldPart field)
    {
        var name = string.Join(' ', field.Words);
        if (name.EndsWith(" id", StringComparison.Ordinal) && owners.Contains(name[..^3]))
            return field with { Reference = name[..^3] };
        return Stated(field, owners.Contains(name));
    }

    // What is listed as a field is one, whatever it is called.
    private static FieldPart Stated(FieldPart field, bool isNamesake = false)
    {
        var known = FieldTypes.Find(string.Join(' ', field.Words))?.Type;
        return field.Detail.Type is null && (isNamesake || known is null)
            ? field with
            {
                Detail = field.Detail with { Type = known ?? FieldType.String },
            }
            : field;
    }

    // 'POST /plants', further in 'body:', and further in what is sent, where '/plants/{id}' shows that rows are kept.
    private bool Sent()
    {
        if (!Line.IsBullet || !Bodies().IsMatch(Line.Content) || _called is null || _at + 1 >= _lines.Count)
            return false;
        var indent = _lines[_at + 1].Indent;
        var fields = _lines.Skip(_at + 1).TakeWhile(line => line.IsBullet && line.Indent == indent && indent > Line.Indent).ToList();
        if (fields.Count < 2 || Posted(_called) is not { } owner)
            return false;
        var parts = fields.ConvertAll(line => (line.Content, Field: FieldLine.Read(owner, line.Content)));
        if (parts.Exists(static part => part.Field is not { Words.Count: <= 3 }))
            return false;
        Add(Line.Content, new OwnerPart(owner) { IsModel = true });
        Samples(parts.Select(static part => (part.Content, (FormalPart)Stated(part.Field!))));
        _at += fields.Count + 1;
        return true;
    }

    private string? Posted(string called)
    {
        if (
            called.Split(' ') is not ["POST", var path]
            || path.Split('/') is not [.., { Length: > 0 } last]
            || !last.All(char.IsAsciiLetter)
        )
            return null;
        var one = new Regex($@"/{last}/[:<{{]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
        return _raw.Any(one.IsMatch) && FieldOwner.Noun(last) is { } noun && noun != "user" && RowNouns.Are(noun) ? noun : null;
    }
}
