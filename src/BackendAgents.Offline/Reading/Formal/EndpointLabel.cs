using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Finds endpoints whose path and method stand in lines of their own: <c>Endpoint: /tables</c>, <c>Method: POST</c>.</summary>
internal static partial class EndpointLabel
{
    // So many lines that say something may stand between both: 'Request', 'Headers'.
    private const int Near = 4;

    /// <summary>
    /// The endpoint of which a line names the path or the method, and the line that names the other; null where none does.
    /// </summary>
    public static (string Method, string Path, int Other)? Read(IReadOnlyList<BriefLine> lines, int at)
    {
        var line = lines[at].Content;
        if (!line.Contains(':', StringComparison.Ordinal))
            return null;
        var isPath = PathLine().IsMatch(line);
        if (!isPath && !MethodLine().IsMatch(line))
            return null;
        if (Around(lines, at, isPath).Take(1).ToList() is not [var other])
            return null;
        var (path, method) = isPath ? (line, lines[other].Content) : (lines[other].Content, line);
        return (
            MethodLine().Match(method).Groups[1].Value.ToUpperInvariant(),
            EndpointLine.Path(PathLine().Match(path).Groups[1].Value),
            other
        );
    }

    // The nearest line of the other kind, before or behind, with none of the same kind between.
    private static IEnumerable<int> Around(IReadOnlyList<BriefLine> lines, int at, bool isPath)
    {
        foreach (var step in (int[])[1, -1])
        {
            var seen = 0;
            for (var other = at + step; other >= 0 && other < lines.Count && seen <= Near; other += step)
            {
                var text = lines[other].Content;
                if ((isPath ? PathLine() : MethodLine()).IsMatch(text))
                    break;
                if ((isPath ? MethodLine() : PathLine()).IsMatch(text))
                    yield return other;
                seen += text.Length > 0 ? 1 : 0;
            }
        }
    }

    [GeneratedRegex(
        @"^(?:api |rest )?(?:endpoint|url|uri|path|route)(?: url| path)?\s*:\s*['""]?(/[\w/{}:<>.-]*)['""]?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex PathLine();

    [GeneratedRegex(
        @"^(?:http )?(?:method|verb|type)\s*:\s*['""]?(GET|POST|PUT|PATCH|DELETE)['""]?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex MethodLine();
}
