using System.Text;
using System.Text.RegularExpressions;
using BackendAgents.Offline.Reading.Formal;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Splits a normalised brief into sentences, items and headings, and sets apart what says something by its form: endpoints, lists of
/// fields,
/// tables, samples. Linear in its length.
/// </summary>
internal sealed partial class Segmenter
{
    private const int MaxLead = 240;
    private const int ShortAside = 8;

    // A shorter line that a capital follows was ended by its writer, and not by the margin.
    private const int Margin = 72;

    private readonly List<Sentence> _sentences = [];
    private readonly List<BriefLine> _lines;
    private readonly string[] _raw;
    private readonly Stack<(int Indent, string Lead)> _leads = new();
    private string? _paragraphLead;

    // The thing that the last heading or lead named, for a table below it.
    private string? _owner;
    private int _at;

    // What stands under 'Out of scope' is not to be built.
    private bool _aside;

    private bool _models; // Each list under such a heading has fields.

    private Segmenter(string text)
    {
        _raw = text.Split('\n');
        _lines = [.. _raw.Select(BriefLine.Of)];
    }

    public static IReadOnlyList<Sentence> Split(string text)
    {
        var segmenter = new Segmenter(text);
        while (segmenter._at < segmenter._lines.Count)
            segmenter.Next();
        return segmenter._sentences;
    }

    private BriefLine Line => _lines[_at];

    private string? Before => _sentences.Count > 0 ? _sentences[^1].Text : null;

    private void Next()
    {
        var line = Line;
        if (line.IsBlank)
            _at++;
        else if (line.IsFence)
            Fence();
        else if (line.Content.StartsWith("create table", StringComparison.OrdinalIgnoreCase))
            Samples(SampleReader.Read(Gather(static text => text.Contains(';', StringComparison.Ordinal) || text.Trim() == ")"), null));
        else if (line.Content is "{" or "[" or "[{")
            Samples(SampleReader.Read(Gather(static text => text is "}" or "]" or "}]" or "];" or "};"), Before));
        else if (line.IsTableRow)
            Table();
        else if (EndpointLine.Read(line.Content) is { Count: > 0 } endpoints)
        {
            _at++;
            Formal(endpoints.Select(static endpoint => (endpoint.Text, (FormalPart?)endpoint.Part)));
        }
        else if (Routes() || Inline() || Fields())
            return;
        else if (line.IsHeading || IsHeading() || IsNumbered())
            Heading();
        else if (line.IsBullet)
            Bullet();
        else
            Paragraph();
    }

    private void Fence()
    {
        var code = new StringBuilder();
        var before = Before;
        for (_at++; _at < _lines.Count && !Line.IsFence; _at++)
            code.Append(_raw[_at]).Append('\n');
        _at++;
        Samples(SampleReader.Read(code.ToString(), before));
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

    // A short line above a list, above a blank line or in capitals; the last line of a brief is none.
    private bool IsHeading()
    {
        // 'owner: id, name' says something.
        if (
            !Line.LooksLikeHeading
            || Line.Content.Contains(',', StringComparison.Ordinal)
            || Line.Content.Contains(": ", StringComparison.Ordinal)
            || IsAnswer()
        )
            return false;
        if (_at + 1 >= _lines.Count || !_lines.Skip(_at + 1).Any(static line => !line.IsBlank))
            return false;
        var next = _lines[_at + 1];
        return Line.IsShout || next.IsBullet || next.IsBlank || IsAbove(next) || EndpointLine.Read(next.Content).Count > 0;
    }

    // 'Returns the ticket id', below a path, says something.
    private bool IsAnswer() =>
        Line.Content.Split(' ') is [var does, var which, ..]
        && Lexicon.Instance.VerbOf(does.ToLowerInvariant()) is { Form: VerbForm.S }
        && Lexicon.Instance.Closed(which.ToLowerInvariant()) is Tag.Det;

    // 'Invoices' behind a blank line and above whole sentences.
    private bool IsAbove(BriefLine next) =>
        _at > 0
        && _lines[_at - 1].IsBlank
        && Line.Content.Count(static c => c == ' ') < 3
        && next.Content.EndsWith('.')
        && char.IsUpper(next.Content[0]);

    // '1. Accounts' above a list of another kind at the same depth.
    private bool IsNumbered() =>
        Line.IsBullet
        && char.IsAsciiDigit(_raw[_at].TrimStart()[0])
        && Line.Content.Count(static c => c == ' ') < 4
        && (Line with { IsBullet = false }).LooksLikeHeading
        && !EndpointLine.Names(Line.Content)
        && _at + 1 < _lines.Count
        && _lines[_at + 1] is { IsBullet: true } next
        && next.Indent == Line.Indent
        && !char.IsAsciiDigit(_raw[_at + 1].TrimStart()[0]);

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

    private void Heading()
    {
        Forget();
        _aside = Aside().IsMatch(Line.Content);
        _models = Models().IsMatch(Line.Content) || _models && FieldOwner.Model(Line.Content) is not null;
        if (Line.Content.Length > 0 && _sentences.Count > 0 && !_aside && Ruling().IsMatch(Line.Content))
            Add(Line.Content, new UnreadPart("A heading says it, and headings are not read."));
        else if (Line.Content.Length > 0)
            Add(Line.Content, formal: null, heading: true);
        _owner = FieldOwner.Of(Line.Content)?.Owner;
        _at++;
    }

    private void Bullet()
    {
        var line = Line;
        while (_leads.TryPeek(out var top) && top.Indent >= line.Indent)
            _leads.Pop();
        var lead = _leads.TryPeek(out var parent) ? parent.Lead : _paragraphLead;
        var text = Joined(out _at);
        if (text.Length < MaxLead)
            _leads.Push((line.Indent, Continued(text)));
        Sentences(text, lead);
    }

    private void Paragraph()
    {
        Forget();
        var text = Joined(out _at);
        Sentences(text, lead: null);
        _owner = FieldOwner.Of(text)?.Owner ?? _owner;
        if (text.EndsWith(':'))
            _paragraphLead = Cut(_sentences.Count > 0 ? _sentences[^1].Text : "");
    }

    // The line with those that go on with it, and the number of the line behind them.
    private string Joined(out int next)
    {
        var text = new StringBuilder(Line.Content);
        for (next = _at + 1; next < _lines.Count && GoesOn(_lines[next - 1], _lines[next]); next++)
            text.Append(' ').Append(_lines[next].Content);
        return text.ToString();
    }

    private static bool GoesOn(BriefLine line, BriefLine next) =>
        next is { IsBlank: false, IsBullet: false, IsHeading: false, IsTableRow: false, IsFence: false, IsShout: false }
        && !line.Content.EndsWith(':')
        && EndpointLine.Read(next.Content).Count == 0
        && InlineFields.Read(next.Content) is null
        && (line.Content.Length >= Margin || !char.IsUpper(next.Content[0]) || line.Content[^1] is ',' or '-' or '\u2014');

    private void Sentences(string text, string? lead)
    {
        var first = true;
        foreach (var sentence in SentenceEnds.Split(text))
        {
            if (TechnologyList.Split(sentence) is { Count: > 0 } technologies)
            {
                foreach (var technology in technologies)
                    Add(technology.Text, technology.Part, prose: technology.Prose);
                continue;
            }

            var plain = Label().Replace(sentence, "");
            Add(
                sentence,
                _aside ? Left(sentence)
                    : Language.IsForeign(sentence) ? new UnreadPart("It is in a script that isn't read.")
                    : EndpointLine.Names(sentence)
                        ? new UnreadPart("It names a method or a path, and says something of it that no operation holds.")
                    : KeepsLine.IsVain(plain) ? new UnreadPart("What it would have managed is nothing of which rows are kept.")
                    : !Modal().IsMatch(lead ?? "") ? KeepsLine.Read(plain)
                    : null,
                prose: plain.Length < sentence.Length ? plain : null,
                lead: first ? lead : null,
                starts: first
            );
            first = false;
        }
    }

    // Names alone say what is not wanted.
    private static FormalPart Left(string sentence) =>
        sentence.Count(static c => c == ' ') < ShortAside && !sentence.Contains('(', StringComparison.Ordinal)
            ? new RemarkPart("It stands under what is left out.")
            : new UnreadPart("It stands under what is left out, and says more than that.");

    private void Samples(IEnumerable<(string Text, FormalPart Part)> parts) =>
        Formal(parts.Select(static part => (part.Text, (FormalPart?)part.Part)));

    private void Formal(IEnumerable<(string Text, FormalPart? Part)> parts)
    {
        foreach (var (text, part) in parts)
            Add(text, part);
    }

    private void Add(
        string text,
        FormalPart? formal,
        bool heading = false,
        string? lead = null,
        bool starts = false,
        string? prose = null
    ) =>
        _sentences.Add(
            new Sentence
            {
                Number = _sentences.Count + 1,
                Text = text,
                Prose = prose,
                Described = formal is null && !heading ? InlineFields.Read(text)?.Owner : null,
                IsHeading = heading,
                Lead = lead,
                StartsParagraph = starts,
                Formal = formal,
            }
        );

    // A nested list under a bare noun says what it has.
    private static string Continued(string item)
    {
        var text = Cut(item);
        return text.EndsWith(':') ? text : text.TrimEnd('.') + ":";
    }

    private static string Cut(string lead) => lead.Length > MaxLead ? lead[^MaxLead..] : lead;

    private void Forget()
    {
        _leads.Clear();
        _paragraphLead = null;
    }

    [GeneratedRegex(
        "^(?:not in scope|out of scope|non-?goals?|not (?:needed|included|part of (?:this|it))|thanks|thank you|licen[cs]e|credits"
            + "|acknowledge?ments?)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"^(?:\W|\d|suggested |core |main |required |the )*(?:(?:data|database|domain|db|sql) ?)?"
            + @"(?:models?|entit(?:y|ies)|schemas?|tables?)(?: (?:and|&) (?:attributes|fields|relations(?:hips)?))?"
            + @"(?: design| definitions?| structure)?:?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Models();

    // A heading that says a rule is more than a name.
    [GeneratedRegex(
        @"\b(?:must|never|cannot|can't|at most|no more than|max \d|if|until|unless|only (?:if|when|once|by|for))\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Ruling();

    // Who may is said by what introduces the list: 'admins can:'.
    [GeneratedRegex(@"\b(?:can|may|able to|allowed to|wants? to|must|should)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Modal();

    // 'US-4', 'R12:'.
    [GeneratedRegex(@"^(?:US|FR|NFR|REQ|AC|UC|R)-?\d{1,3}[:.)]? +", RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
