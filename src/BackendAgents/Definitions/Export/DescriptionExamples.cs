using System.Text.RegularExpressions;

namespace BackendAgents.Definitions.Export;

// A description as people write it: what the agent is for, then examples of what users say.
internal static partial class DescriptionExamples
{
    private const int MaxExamples = 20;

    /// <summary>The description without its examples, and what users say in them.</summary>
    public static (string Summary, IReadOnlyList<string> Examples) Split(string description)
    {
        var said = Said()
            .Matches(description)
            .Select(static match => match.Groups["text"].Value.Trim())
            .Where(static text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxExamples)
            .ToList();
        var begin = Begin().Match(description);
        var summary = (begin.Success ? description[..begin.Index] : description).Trim();
        return (summary.Length > 0 ? summary : description.Trim(), said);
    }

    // user: "…", user: '…', and lines of the form - "…".
    [GeneratedRegex(
        """(?:\b[Uu]ser:\s*|^\s*-\s+)(?<quote>["'“])(?<text>.{1,2000}?)(?:\k<quote>|”)(?=\s|$|<|\\)""",
        RegexOptions.Multiline,
        2000
    )]
    private static partial Regex Said();

    [GeneratedRegex("""<example>|^\s*(?:Examples?|Here are some examples)\b.{0,40}:|\b[Ee]xamples?:\s""", RegexOptions.Multiline, 2000)]
    private static partial Regex Begin();
}
