using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading.Formal.Models;

/// <summary>
/// A definition in braces: <c>entity Author { name String required }</c>, <c>model User { ... }</c>, <c>type Post { ... }</c>.
/// </summary>
/// <param name="Kind">The word before its name, lower case.</param>
/// <param name="Name">Its name as it is written.</param>
/// <param name="Lines">What stands within the braces.</param>
internal sealed partial record ModelBlock(string Kind, string Name, IReadOnlyList<string> Lines)
{
    private const int MaxLines = 200;

    // What is asked and answered in GraphQL, and what pages and calls hand over.
    private static readonly string[] s_notKept = ["Query", "Mutation", "Subscription"];
    private static readonly string[] s_notKeptEnds = ["Input", "Request", "Response", "Props", "Payload", "Dto", "DTO", "State"];

    /// <summary>Whether it defines a thing of which rows may be kept.</summary>
    public bool IsThing =>
        Kind is "entity" or "model" or "type" or "interface" or "table"
        && !s_notKept.Contains(Name)
        && !Array.Exists(s_notKeptEnds, end => Name.EndsWith(end, StringComparison.Ordinal));

    // With the number of its lines.
    private static (ModelBlock Block, int Length)? At(IReadOnlyList<string> lines, int at)
    {
        if (!lines[at].Contains('{', StringComparison.Ordinal) || Beginning().Match(lines[at].Trim()) is not { Success: true } beginning)
            return null;
        var inner = new List<string>();
        var depth = 1;
        for (var next = at; next < lines.Count && next - at < MaxLines; next++)
        {
            var line = next == at ? beginning.Groups["rest"].Value : lines[next];
            var end = 0;
            while (
                end < line.Length
                && (
                    depth +=
                        line[end] == '{' ? 1
                        : line[end] == '}' ? -1
                        : 0
                ) > 0
            )
                end++;
            // In one line, commas and semicolons are between.
            char[] between = next == at ? [',', ';'] : ['\n'];
            inner.AddRange(
                line[..end]
                    .Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(static part => part.TrimEnd(',', ';'))
            );
            if (depth <= 0)
                return (
                    new ModelBlock(beginning.Groups["kind"].Value.ToLowerInvariant(), beginning.Groups["name"].Value, inner),
                    next - at + 1
                );
        }

        return null;
    }

    /// <summary>All blocks of a text with the number of their lines, by the line that each begins at.</summary>
    public static Dictionary<int, (ModelBlock Block, int Length)> All(IReadOnlyList<string> lines)
    {
        var found = new Dictionary<int, (ModelBlock, int)>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (At(lines, at) is { } block)
                found.Add(at, block);
        }

        return found;
    }

    [GeneratedRegex(
        @"^(?:export )?(?<kind>entity|model|type|interface|enum|relationship|table) (?<name>[A-Za-z]\w{1,40}) ?(?:\(\w+\)"
            + @" ?|= ?)?\{(?<rest>.*)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Beginning();
}
