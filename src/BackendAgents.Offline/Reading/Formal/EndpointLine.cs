using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Finds lines that name methods and paths: <c>POST /notes/{id}/pin pins a note</c>, <c>/users - GET - lists them</c>.</summary>
internal static partial class EndpointLine
{
    /// <summary>The endpoints that a line names, each with its own part of the text; empty for prose.</summary>
    public static IReadOnlyList<(string Text, EndpointPart Part)> Read(string line)
    {
        line = Called().Replace(line, static call => $"{call.Groups[1].Value.ToUpperInvariant()} {call.Groups[2].Value} ");
        line = Host().Replace(Label().Replace(line, "$1"), "/");
        if (Reversed().Match(line) is { Success: true } reversed)
            return [(line, new EndpointPart(reversed.Groups[2].Value.ToUpperInvariant(), Path(reversed.Groups[1].Value)))];
        if (!Starts().IsMatch(line))
            return [];
        var found = new List<(string, EndpointPart)>();
        var matches = Endpoint().Matches(line);
        for (var i = 0; i < matches.Count; i++)
        {
            var end = i + 1 < matches.Count ? matches[i + 1].Index : line.Length;
            var text = line[matches[i].Index..end].Replace("' ", " ", StringComparison.Ordinal).Trim(' ', ',', ';', '\'', '"');
            if (text.EndsWith(" and", StringComparison.Ordinal))
                text = text[..^4];
            found.Add((text, new EndpointPart(Method(matches[i]), Path(matches[i].Groups[3].Value))));
        }

        return found;
    }

    /// <summary>What methods do with a path that stands alone above them, each on a line; empty where they don't.</summary>
    public static IReadOnlyList<(string Text, EndpointPart Part)> Under(string path, IEnumerable<string> lines) =>
        Alone().IsMatch(path)
            ?
            [
                .. lines
                    .Select(static line => (Line: line, Match: Does().Match(line)))
                    .TakeWhile(static line => line.Match.Success)
                    .Select(line => (line.Line, new EndpointPart(line.Match.Groups[1].Value, Path(path)))),
            ]
            : [];

    /// <summary>What a line says beyond what its method and path say: nothing in <c>GET /notes lists the notes</c>.</summary>
    public static string Rest(string text, EndpointPart endpoint)
    {
        var names = endpoint
            .Path.ToLowerInvariant()
            .Split('/', '-', '_', '{', '}')
            .Select(Vocabulary.Instance.Singular)
            .ToHashSet(StringComparer.Ordinal);
        var rest = Word()
            .Matches(Slashed().Replace(text, " "))
            .Select(static match => match.Value.ToLowerInvariant())
            .Where(word =>
                !word.Equals(endpoint.Method, StringComparison.OrdinalIgnoreCase)
                && !names.Contains(Vocabulary.Instance.Singular(word))
                && !s_words.NeutralNouns.Contains(Vocabulary.Instance.Singular(word))
                && !(Lexicon.Instance.Closed(word) is Tag.Det or Tag.Prep or Tag.Pron or Tag.And or Tag.Poss)
                && !IsUsual(word, endpoint.Method)
                && word is not ("new" or "existing" or "specific" or "single" or "get" or "gets" or "request")
                && word is not ("endpoint" or "method" or "url" or "uri" or "route" or "verb")
                // 'The number of visits' is what is answered.
                && !(word != "visits" && Lexicon.Instance.VerbOf(word) is { } form && s_words.RowVerbs.Contains(form.Verb))
            );
        return string.Join(' ', rest);
    }

    /// <summary>The thing of which rows are kept for a method that makes, changes or removes one; null for any other.</summary>
    public static (string Thing, Deed Deed)? Kept(EndpointPart endpoint)
    {
        var segments = endpoint
            .Path.Split('?')[0]
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(static segment => Prefix().IsMatch(segment))
            .ToArray();
        Deed? deed = (endpoint.Method, segments.Length) switch
        {
            ("POST", 1) => Deed.Create,
            ("GET", 1 or 2) => Deed.Read,
            ("PUT" or "PATCH", 2) => Deed.Update,
            ("DELETE", 2) => Deed.Delete,
            _ => null,
        };
        if (deed is null || segments[0][0] == '{' || segments.Length > 1 && segments[1][0] != '{')
            return null;
        var words = segments[0].Replace('-', ' ').Replace('_', ' ');
        // Collections are named in the plural; 'POST /login' keeps no logins.
        return KeepsLine.Noun(words) is { } noun && noun != "user" && KeepsLine.IsPlural(words) ? (noun, deed.Value) : null;
    }

    // What such an operation answers anyway.
    private static bool IsUsual(string word, string method) =>
        word is "returns" or "return" or "404" or "or" or "its" or "id" or "details" or "json"
        || KeepsFile.Instance.Usual.TryGetValue(method, out var verbs) && verbs.Contains(word)
        || word
            == method switch
            {
                "POST" => "201",
                "DELETE" => "204",
                _ => "200",
            };

    /// <summary>Whether a sentence of prose names a path or a method.</summary>
    public static bool Names(string text) => Method().IsMatch(text) || Lone().IsMatch(text);

    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    private static string Method(Match endpoint) => (endpoint.Groups[1].Value + endpoint.Groups[2].Value).ToUpperInvariant();

    // ':id', '<id>' and '{id}' are one.
    internal static string Path(string path) => Parameter().Replace(path.TrimEnd('.', ',', ';', ')', '\'', '"', ':'), "{$1}");

    [GeneratedRegex(
        @"^['""(\[*]*(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)['""\])*]{0,3}\s*[:\u2014-]?\s*"
            + @"|(?:[Gg]et|[Pp]ost|[Pp]ut|[Pp]atch|[Dd]elete)\s+)['""]?/",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Starts();

    [GeneratedRegex(
        @"\b(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b['""\])*]{0,3}\s*[:\u2014-]?\s*"
            + @"|([Gg]et|[Pp]ost|[Pp]ut|[Pp]atch|[Dd]elete)\s+)['""]?(/[^\s'"",;]*)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Endpoint();

    // 'get('/tools')', as code registers a route.
    [GeneratedRegex(
        @"\b(?:app\.|router\.)?(get|post|put|patch|delete)\(\s*['""](/[^'""\s]*)['""]\s*\)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Called();

    [GeneratedRegex(@"^(?:api|rest|v\d+)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^/[\w/{}:<>-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^(GET|POST|PUT|PATCH|DELETE)\s*[:\u2014-]\s*[^/\s]", RegexOptions.NonBacktracking)]
    private static partial Regex Does();

    [GeneratedRegex(@"\b(?:GET|POST|PUT|PATCH|DELETE)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Method();

    [GeneratedRegex(
        @"^['""]?(/[^\s'""]*)['""]?\s*[\u2014:(-]+\s*(GET|POST|PUT|PATCH|DELETE)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Reversed();

    [GeneratedRegex(@"(?:^|[\s'""(])/(?:api|v\d|[a-z]+/)[\w/{}:-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Lone();

    // 'Endpoints: GET /drums', 'Create: POST /yurts'.
    [GeneratedRegex(
        @"^['""]?[A-Za-z][\w ]{0,30}['""]?: ?(['""]?(?:GET|POST|PUT|PATCH|DELETE)['""]? ['""]?(?:/|https?:))",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Label();

    [GeneratedRegex(@"https?://[\w.-]+(?::\d{1,5})?/", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    [GeneratedRegex(@"/\S*", RegexOptions.NonBacktracking)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"[A-Za-z0-9%]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:[:<]|\{)(\w+)[>}]?:?", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
