using System.Text;

namespace BackendAgents.Offline.Reading;

/// <summary>Splits a normalised brief into sentences, bullets and headings. Linear in its length.</summary>
internal sealed class SentenceSplitter
{
    private const int MaxLead = 240;

    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g",
        "i.e",
        "vs",
        "approx",
        "incl",
        "max",
        "min",
        "no",
        "dr",
        "mr",
        "mrs",
        "st",
        "ca",
        "resp",
        "cf",
        "inc",
        "ltd",
        "nr",
        "eg",
        "ie",
        "fig",
        "avg",
    };

    private readonly List<Sentence> _sentences = [];
    private readonly StringBuilder _paragraph = new();
    private readonly Stack<(int Indent, string Lead)> _leads = new();
    private string? _lead;
    private string? _paragraphLead;
    private bool _bullet;
    private int _bulletIndent;

    public static IReadOnlyList<Sentence> Split(string text)
    {
        var splitter = new SentenceSplitter();
        foreach (var line in text.Split('\n'))
            splitter.Line(line);
        splitter.Flush();
        return splitter._sentences;
    }

    private void Line(string line)
    {
        var content = line.Trim();
        if (content.Length == 0 || content.All(static c => c is '-' or '=' or '*' or '_' or '~'))
        {
            Flush();
            return;
        }

        var indent = line.Length - line.TrimStart().Length;
        if (content[0] == '#')
        {
            Flush();
            Forget();
            var heading = content.Trim('#', ' ');
            if (heading.Length > 0)
                _sentences.Add(
                    new Sentence
                    {
                        Number = _sentences.Count + 1,
                        Text = heading,
                        IsHeading = true,
                    }
                );
            if (heading.EndsWith(':'))
                _paragraphLead = Cut(heading);
            return;
        }

        if (BulletLength(content) is var length and > 0)
        {
            Flush();
            while (_leads.TryPeek(out var top) && top.Indent >= indent)
                _leads.Pop();
            _lead = _leads.TryPeek(out var parent) ? parent.Lead : _paragraphLead;
            _bullet = true;
            _bulletIndent = indent;
            _paragraph.Append(content[length..].Trim());
            if (_paragraph.Length < MaxLead)
                _leads.Push((indent, Continued(_paragraph.ToString())));
            return;
        }

        if (_bullet && indent <= _bulletIndent && _paragraph.Length == 0)
            Forget();
        if (_paragraph.Length > 0)
            _paragraph.Append(' ');
        _paragraph.Append(content.TrimStart('>', ' '));
        if (content.EndsWith(':') && !_bullet)
        {
            Flush();
            _paragraphLead = Cut(_sentences.Count > 0 ? _sentences[^1].Text : "");
        }
    }

    // A nested list under a bare noun says what it has.
    private static string Continued(string bullet)
    {
        var text = Cut(bullet);
        return text.EndsWith(':') ? text : text.TrimEnd('.') + ":";
    }

    private static string Cut(string lead) => lead.Length > MaxLead ? lead[^MaxLead..] : lead;

    private void Forget()
    {
        _leads.Clear();
        _lead = null;
        _paragraphLead = null;
        _bullet = false;
    }

    private void Flush()
    {
        if (_paragraph.Length == 0)
            return;
        var text = _paragraph.ToString();
        _paragraph.Clear();
        if (!_bullet)
            Forget();
        var lead = _bullet ? _lead : null;
        var start = 0;
        var first = true;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !Ends(text, i))
                continue;
            var sentence = text[start..Math.Min(i + 1, text.Length)].Trim();
            start = i + 1;
            if (sentence.Length == 0 || !sentence.Any(char.IsLetterOrDigit))
                continue;
            _sentences.Add(
                new Sentence
                {
                    Number = _sentences.Count + 1,
                    Text = sentence,
                    Lead = first ? lead : null,
                    StartsParagraph = first,
                }
            );
            first = false;
        }
    }

    private static bool Ends(string text, int at)
    {
        var mark = text[at];
        if (mark == ';')
            return true;
        if (mark is not ('.' or '!' or '?' or '\u3002'))
            return false;
        if (at + 1 < text.Length && text[at + 1] is not (' ' or '"' or ')' or '\''))
            return false;
        if (mark != '.' || at + 2 >= text.Length)
            return true;
        var begin = at;
        while (begin > 0 && at - begin < 12 && !char.IsWhiteSpace(text[begin - 1]) && text[begin - 1] != '(')
            begin--;
        var word = text[begin..at];
        if (s_abbreviations.Contains(word))
            return false;
        return !(word.Equals("etc", StringComparison.OrdinalIgnoreCase) && char.IsLower(text[at + 2]));
    }

    private static int BulletLength(string content)
    {
        if (
            content.Length > 2
            && content[0] is '-' or '*' or '+' or '\u2022' or '\u2014' or '\u25E6'
            && content.Length > 1
            && content[1] == ' '
        )
            return 2;
        var digits = 0;
        while (digits < content.Length && digits < 3 && char.IsAsciiDigit(content[digits]))
            digits++;
        return digits > 0 && digits + 1 < content.Length && content[digits] is '.' or ')' && content[digits + 1] == ' ' ? digits + 2 : 0;
    }
}
