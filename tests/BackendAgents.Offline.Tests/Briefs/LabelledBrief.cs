using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// A brief in people's words with what may become of each of its lines, written down before it was read: P placed, O open, D declined, N no
/// requirement at all. A plus before the letters joins a line to the one before.
/// </summary>
internal sealed record LabelledBrief(
    string Name,
    string Text,
    IReadOnlySet<string> Entities,
    IReadOnlyList<(string May, string Text)> Lines
)
{
    // What several tests ask for is read once.
    private static readonly ConcurrentDictionary<string, IReadOnlyList<LabelledBrief>> s_halves = new(StringComparer.Ordinal);

    private readonly Lazy<BriefReading> _reading = new(() => BriefReader.Read(Text));

    /// <summary>What the reader makes of its text.</summary>
    public BriefReading Reading => _reading.Value;

    public static IReadOnlyList<LabelledBrief> Read(string half) =>
        s_halves.GetOrAdd(half, static half =>
            [
                .. Directory
                    .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Briefs", "Labelled", half), "*.md")
                    .Order(StringComparer.Ordinal)
                    .Select(static file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
            ]
        );

    /// <summary>How often a state became of a sentence, and what is wrong.</summary>
    public void Count(Dictionary<string, int> states, List<string> wrong)
    {
        var reading = Reading;
        if (reading.Blueprint is not { } blueprint)
        {
            wrong.Add($"{Name}: nothing was read");
            return;
        }

        wrong.AddRange(
            blueprint
                .Entities.Where(entity => entity.Name != "User" && !Entities.Contains(entity.Name))
                .Select(entity => $"{Name}: invented {entity.Name}")
        );
        foreach (var sentence in reading.Trace)
        {
            var requirement = blueprint.Requirements.FirstOrDefault(found => found.Id == $"requirement-{sentence.Number}");
            var state = requirement?.State.ToString() ?? "None";
            states[state] = states.GetValueOrDefault(state) + 1;
            if (!May(sentence, state))
                wrong.Add($"{Name}: '{sentence.Text}' is {state}, by {string.Join(", ", requirement?.Proof ?? [])}");
        }
    }

    private bool May(BriefSentence sentence, string state)
    {
        var said = Plain(sentence.Text);
        var line = Lines.FirstOrDefault(line => Plain(line.Text) == said);
        if (line.Text is null)
            line = Lines.FirstOrDefault(line => Plain(line.Text).Contains(said, StringComparison.Ordinal));
        // What is open where it could be placed is a loss, and nothing wrong.
        return state switch
        {
            "Open" => true,
            "None" => line.May?.Contains('N', StringComparison.Ordinal) != false || sentence.Text.EndsWith(':'),
            _ => line.May?.Contains(state[0], StringComparison.Ordinal) == true,
        };
    }

    private static LabelledBrief Parse(string name, string text)
    {
        var parts = text.Split("\n---\n", 2);
        var entities = parts[0].Split('\n').First(static line => line.StartsWith("entities:", StringComparison.Ordinal))[9..];
        var lines = parts[1]
            .TrimEnd()
            .Split('\n')
            .Select(static line => line.Split('|', 2))
            .Where(static pair => pair.Length == 2)
            .ToList();
        var brief = string.Concat(lines.Select(static pair => (pair[0][0] == '+' ? " " : "\n") + pair[1])).Trim();
        return new LabelledBrief(
            name,
            brief,
            entities.Split(',').Select(static entity => entity.Trim().TrimStart('?')).ToHashSet(StringComparer.Ordinal),
            [.. lines.Where(static pair => pair[1].Trim().Length > 0).Select(static pair => (pair[0].TrimStart('+'), pair[1]))]
        );
    }

    private static string Plain(string text) => Regex.Replace(text.ToLowerInvariant(), "[^a-z0-9]+", " ").Trim();
}
