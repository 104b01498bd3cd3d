using System.Text;

namespace BackendAgents.Definitions.Routing;

// A definition taken apart as people write them: what it is for, what it is not for, what users say in its examples, and the points and
// headings of its prompt. By lines and plain search, so that no text takes long.
internal sealed class DefinitionText
{
    private const int MaxDescription = 8_000;
    private const int MaxPoints = 6_000;

    // As many sentences and points as say what is special; each is embedded.
    private const int MostSentences = 12;
    private const int MostPoints = 8;
    private const int LongestPart = 300;

    private static readonly string[] s_denials =
    [
        "not for ",
        "do not use",
        "don't use",
        "never use",
        "not meant for",
        "not intended for",
        "does not ",
        "doesn't ",
        "is not for",
        "avoid using",
        "nicht für",
    ];

    public DefinitionText(AgentDefinition agent)
    {
        Name = Words.Split(agent.Name.Replace('-', ' ') + " " + agent.Title);
        var name = agent.Name.Replace('-', ' ');
        Texts = [name, name, name];
        Parts.Add(name);
        Description(Bounded(agent.Description.Replace("\\n", "\n", StringComparison.Ordinal), MaxDescription));
        Points(agent.Instructions);
    }

    public List<Word> Name { get; }

    /// <summary>What it is for, its points, and what users say in its examples, short enough for a sentence model.</summary>
    public string[] Texts { get; private set; } = [];

    /// <summary>Its name, the sentences of its description and the points of its prompt, each alone.</summary>
    public List<string> Parts { get; } = [];

    public List<Word> For { get; private set; } = [];

    public List<Word> NotFor { get; private set; } = [];

    public List<Word> Asked { get; private set; } = [];

    public List<Word> Prompt { get; private set; } = [];

    private void Description(string text)
    {
        var (meant, denied, asked) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var inExample = false;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Contains("<example>", StringComparison.OrdinalIgnoreCase))
            {
                inExample = true;
                meant.AppendLine(line[..line.IndexOf("<example>", StringComparison.OrdinalIgnoreCase)]);
            }

            if (Said(line) is { } said)
                asked.AppendLine(said);
            else if (!inExample)
            {
                foreach (var sentence in Sentences(line))
                    (IsDenial(sentence) ? denied : meant).AppendLine(sentence);
            }

            inExample &= !line.Contains("</example>", StringComparison.OrdinalIgnoreCase);
        }

        Parts.AddRange(
            text.Split('\n', '.', ';')
                .Select(static part => part.Trim())
                .Where(static part => part.Length > 8)
                .Take(MostSentences)
                .Select(Part)
        );
        For = Words.Split(meant.ToString());
        NotFor = Words.Split(denied.ToString());
        Asked = Words.Split(asked.ToString());
        Texts[0] += ": " + Line(meant, 500);
        if (Asked.Count > 0)
            Texts[2] = Line(asked, 400);
    }

    // What stands behind 'user:', or between the quotes of a point.
    private static string? Said(string line)
    {
        var user = line.IndexOf("user:", StringComparison.OrdinalIgnoreCase);
        if (user >= 0)
        {
            var said = line[(user + 5)..];
            var end = said.IndexOf("assistant:", StringComparison.OrdinalIgnoreCase);
            return end < 0 ? said : said[..end];
        }

        if (line[0] is not ('-' or '*'))
            return null;
        var open = line.IndexOfAny(['"', '“', '„']);
        var close = open < 0 ? -1 : line.IndexOfAny(['"', '”', '“'], open + 1);
        return close < 0 ? null : line[(open + 1)..close];
    }

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is not ('.' or ';' or '!') || (at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1])))
                continue;
            yield return line[start..(at + 1)];
            start = at + 1;
        }

        if (start < line.Length)
            yield return line[start..];
    }

    private static bool IsDenial(string sentence) =>
        Array.Exists(s_denials, denial => sentence.Contains(denial, StringComparison.OrdinalIgnoreCase));

    // Headings and points say in few words what prose says in many; where a prompt has neither, its beginning has to do.
    private void Points(string prompt)
    {
        var points = new StringBuilder();
        var parts = 0;
        foreach (var line in Bounded(prompt, 40_000).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (points.Length > MaxPoints)
                break;
            if (line[0] is '#' or '-' or '*' or '+' || char.IsAsciiDigit(line[0]))
            {
                points.AppendLine(Bounded(line, 400));
                if (line.Length > 3 && parts++ < MostPoints)
                    Parts.Add(Part(line));
            }
        }

        if (points.Length > 0)
            Texts[1] = Line(points, 400);
        Prompt = Words.Split(points.Length > 0 ? points.ToString() : Bounded(prompt, 1_000));
    }

    private static string Part(string text) => Bounded(text, LongestPart);

    private static string Line(StringBuilder text, int limit) =>
        string.Join(
            ' ',
            Bounded(text.ToString(), limit)
                .Split((char[])['\r', '\n', '#', '*'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );

    private static string Bounded(string text, int limit) => text.Length > limit ? text[..limit] : text;
}
