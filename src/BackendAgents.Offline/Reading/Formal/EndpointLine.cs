using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Finds lines that name methods and paths: <c>POST /notes/{id}/pin pins a note</c>, <c>/users - GET - lists them</c>.</summary>
internal static partial class EndpointLine
{
    /// <summary>The endpoints that a line names, each with its own part of the text; empty for prose.</summary>
    public static IReadOnlyList<(string Text, EndpointPart Part)> Read(string line)
    {
        if (Reversed().Match(line) is { Success: true } reversed)
            return [(line, new EndpointPart(reversed.Groups[2].Value.ToUpperInvariant(), Path(reversed.Groups[1].Value)))];
        if (!Starts().IsMatch(line))
            return [];
        var found = new List<(string, EndpointPart)>();
        var matches = Endpoint().Matches(line);
        for (var i = 0; i < matches.Count; i++)
        {
            var end = i + 1 < matches.Count ? matches[i + 1].Index : line.Length;
            var text = line[matches[i].Index..end].Trim(' ', ',', ';', '\'', '"');
            if (text.EndsWith(" and", StringComparison.Ordinal))
                text = text[..^4];
            found.Add((text, new EndpointPart(matches[i].Groups[1].Value, Path(matches[i].Groups[2].Value))));
        }

        return found;
    }

    /// <summary>Whether a sentence of prose names a path or a method.</summary>
    public static bool Names(string text) => Method().IsMatch(text) || Lone().IsMatch(text);

    // ':id', '<id>' and '{id}' are one.
    private static string Path(string path) => Parameter().Replace(path.TrimEnd('.', ',', ';', ')', '\'', '"', ':'), "{$1}");

    [GeneratedRegex(@"^['""(]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)['""]?\s*[:\u2014-]?\s*['""]?/", RegexOptions.NonBacktracking)]
    private static partial Regex Starts();

    [GeneratedRegex(
        @"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b['""]?\s*[:\u2014-]?\s*['""]?(/[^\s'"",;]*)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\b(?:GET|POST|PUT|PATCH|DELETE)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Method();

    [GeneratedRegex(
        @"^['""]?(/[^\s'""]*)['""]?\s*[\u2014:(-]+\s*(GET|POST|PUT|PATCH|DELETE)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Reversed();

    [GeneratedRegex(@"(?:^|[\s'""(])/(?:api|v\d|[a-z]+/)[\w/{}:-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Lone();

    [GeneratedRegex(@"(?:[:<]|\{)(\w+)[>}]?:?", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
