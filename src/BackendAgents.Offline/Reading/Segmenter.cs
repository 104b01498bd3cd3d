using System.Text;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Reading.Formal;
using BackendAgents.Offline.Reading.Formal.Models;
using BackendAgents.Offline.Reading.Formal.Sql;
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
    private readonly SqlScript? _sql;
    private readonly ModelReader _definitions;
    private readonly Stack<(int Indent, string Lead)> _leads = new();
    private string? _paragraphLead;

    // The thing that the last heading or lead named, for a table below it.
    private string? _owner;
    private int _at;

    // What stands under 'Out of scope' is not to be built.
    private bool _aside;

    // The endpoint of which the lines speak, as 'POST /tables'.
    private string? _called;

    private bool _models; // Each list under such a heading has fields.
    private bool _stack; // Under such a heading stand names of products.

    private Segmenter(string text)
    {
        _raw = text.Split('\n');
        _sql = SqlScript.Of(text);
        _definitions = new ModelReader(_raw);
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

    // What stands before a sample, which is what is sent where nothing else is said.
    private string? Before =>
        _sentences.Count == 0 ? null
        : _called is not null && Bodies().IsMatch(_sentences[^1].Text) ? _called
        : _sentences[^1].Text;

    private void Next()
    {
        var line = Line;
        if (line.IsBlank)
            _at++;
        else if (line.IsFence)
            Fence();
        else if (_sql is not null && SqlText.Length(_raw, _at) is > 0 and var script)
        {
            Samples(SqlReader.Read(string.Join('\n', _raw.Skip(_at).Take(script)), _sql!));
            _at += script;
        }
        else if (_sql is not null && SqlText.IsComment(line.Content))
        {
            Add(line.Content, SqlReader.Comment(line.Content.Trim('-', ' ')));
            _at++;
        }
        else if (_definitions.At(_at) is var (parts, length))
        {
            Samples(parts);
            _at += length;
        }
        else if (line.Content is "{" or "[" or "[{")
            Samples(SampleReader.Read(Gather(static text => text is "}" or "]" or "}]" or "];" or "};"), Before, _sql));
        else if (line.IsTableRow)
            Table();
        else if (EndpointLine.Read(line.Content) is { Count: > 0 } endpoints)
        {
            _at++;
            Formal(endpoints.Select(static endpoint => (endpoint.Text, (FormalPart?)endpoint.Part)));
            _called = $"{endpoints[^1].Part.Method} {endpoints[^1].Part.Path}";
        }
        else if (Routes() || Route() || Defined() || Sent() || Inline() || Fields())
            return;
        else if (line.IsHeading || IsHeading() || IsNumbered())
            Heading();
        else if (line.IsBullet)
            Bullet();
        else
            Paragraph();
    }

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

    private void Heading()
    {
        Forget();
        _aside = Aside().IsMatch(Line.Content);
        if (_called is not null && !Requests().IsMatch(Line.Content))
            _called = null;
        _stack = Stack().IsMatch(Line.Content);
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
                    : _stack && IsUnknownProduct(sentence) ? new UnreadPart("It stands among technologies, and is none that is known here.")
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

    // 'Multer (Uploading files)'.
    private static bool IsUnknownProduct(string sentence) =>
        sentence.Count(static c => c == ' ') < ShortAside
        && TechnologyNames.Read(sentence).Count == 0
        && !GivenFile.Instance.Read(sentence).Any();

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

    [GeneratedRegex(
        @"^(?:\W|\d|the |our |used |required |suggested )*(?:technolog(?:y|ies)|tech|tech(?:nology|nical)? ?-?stack|stack"
            + @"|libraries|packages|dependencies)"
            + @"(?: used| stack| requirements?| and tools| & tools)?:?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Stack();

    // Headings within the description of an endpoint; what is answered is another thing.
    [GeneratedRegex(
        "^(?:request|body|header|parameter|payload|example)s?(?: body)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Requests();

    [GeneratedRegex("^(?:request |json )?(?:body|payload|request)(?: example)?:?$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Bodies();

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
