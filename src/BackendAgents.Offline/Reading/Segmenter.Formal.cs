using System.Text;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Reading;

/// <content>Lines that say something by their form: fences, tables, lists of fields, routes.</content>
internal sealed partial class Segmenter
{
    private void Fence()
    {
        var code = new StringBuilder();
        var before = Before;
        for (_at++; _at < _lines.Count && !Line.IsFence; )
        {
            if (_definitions.At(_at) is var (parts, length))
            {
                Samples(parts);
                _at += length;
            }
            else
                code.Append(_raw[_at++]).Append('\n');
        }

        _at++;
        Samples(SampleReader.Read(code.ToString(), before, _sql));
    }

    private string Gather(Func<string, bool> last)
    {
        var text = new StringBuilder();
        while (_at < _lines.Count)
        {
            var line = _raw[_at++];
            text.Append(line).Append('\n');
            if (last(line))
                break;
        }

        return text.ToString();
    }

    private void Table()
    {
        var rows = new List<string>();
        for (; _at < _lines.Count && Line.IsTableRow; _at++)
            rows.Add(_raw[_at]);
        foreach (var row in TableReader.Read(rows, _owner))
            Add(row.Text, row.Part, prose: row.Prose);
    }

    // 'Owner: id, name, country', as a heading, an item or a line of its own.
    private bool Inline()
    {
        var (line, text) = (Line, Joined(out var next));
        if (InlineFields.Read(text) is not { } fields)
            return false;
        if (line.IsBullet && (_paragraphLead is not null || _leads.Count > 0 || !InlineFields.AreSure(fields)))
            return false;
        Add(text, fields);
        _owner = fields.Owner;
        _at = next;
        return true;
    }

    // 'A parcel has:' and what it has below, an item or a line each.
    private bool Fields()
    {
        if (Line.IsBullet && Line.Indent == 0 && _paragraphLead is not null)
            return false;
        var model = _models && Line.IsHeading ? FieldOwner.Model(Line.Content) : null;
        if ((model is null ? FieldOwner.Of(Line.Content) : (model, true)) is not var (owner, stated))
            return false;
        var first = _at + 1;
        // An item is described by what stands further in.
        if (Line.IsBullet && (first >= _lines.Count || _lines[first].Indent <= Line.Indent))
            return false;
        if (first + 1 < _lines.Count && _lines[first].IsBlank && (stated || _lines[first + 1].IsBullet))
            first++;
        if (first < _lines.Count && _lines[first].IsTableRow)
            _owner = owner;
        var parts = new List<(string Text, FormalPart Part)>();
        var bullets = first < _lines.Count && _lines[first].IsBullet;
        var next = first;
        for (; next < _lines.Count && !_lines[next].IsBlank && _lines[next].IsBullet == bullets && !IsNext(_lines[next]); next++)
        {
            var text = _lines[next].Content;
            if (FieldNotes.Take(parts, text, bullets && next > first && _lines[next].Indent > _lines[first].Indent))
                continue;
            if (FieldLine.Read(owner, text) is { } field && (bullets || field.Words.Count <= 3))
                parts.Add((text, field));
            else if (stated && bullets && parts.Count > 0)
                parts.Add((text, new UnreadPart("It stands among fields and names none.")));
            else
                break;
        }

        var sure = parts.Count(static part => part.Part is FieldPart { IsNote: false } field && FieldLine.IsSure(field));
        var fields = parts.Count(static part => part.Part is FieldPart { IsNote: false });
        // A list under a bare word describes it only when it reads as fields throughout.
        if (
            parts.Count == 0
            || !bullets && (parts.Count < 2 || !stated && !Line.IsHeading && _at > 0 && !_lines[_at - 1].IsBlank)
            || !stated && (next < _lines.Count && !_lines[next].IsBlank && !IsNext(_lines[next]) || sure * 2 <= fields || Line.Indent > 0)
        )
            return false;
        Add(Line.Content, new OwnerPart(owner) { IsModel = model is not null });
        _owner = owner;
        Forget();
        _at = next;
        Samples(parts);
        return true;
    }

    // In a list of things with their fields further in, the next thing.
    private bool IsNext(BriefLine line) => Line.IsBullet && line.IsBullet && line.Indent <= Line.Indent;

    // A path alone, and below it what each method does: 'GET: all users'.
    private bool Routes()
    {
        if (
            EndpointLine.Under(Line.Content, _raw.Skip(_at + 1).Select(static raw => BriefLine.Of(raw).Content))
            is not { Count: > 0 } endpoints
        )
            return false;
        Add(Line.Content, formal: null, heading: true);
        Formal(endpoints.Select(static endpoint => (endpoint.Text, (FormalPart?)endpoint.Part)));
        _at += endpoints.Count + 1;
        return true;
    }

    // 'Endpoint: /tables' and, lines below it, 'Method: POST'.
    private bool Route()
    {
        if (EndpointLabel.Read(_lines, _at) is not var (method, path, other))
            return false;
        _called = $"{method} {path}";
        if (other > _at)
            Add(Line.Content, formal: null, heading: true);
        else
            Add($"{_lines[other].Content}, {Line.Content}", new EndpointPart(method, path));
        _at++;
        return true;
    }
}
