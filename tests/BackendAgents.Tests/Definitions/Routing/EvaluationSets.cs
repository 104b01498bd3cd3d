using System.Globalization;
using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Tests.Definitions.Routing;

/// <summary>Messages with the agents that should take them, alone with the built-in agents and among collections of definitions.</summary>
internal static class EvaluationSets
{
    private static readonly string s_folder = Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Definitions/Routing");

    public static IReadOnlyList<Row> Read(string set) =>
        [
            .. File.ReadLines(Path.Combine(s_folder, $"evaluation-{set}.tsv"))
                .Where(static line => line.Length > 0 && line[0] != '#')
                .Select(static line => line.Split('\t'))
                .Select(static cells => new Row(cells[0], cells[1], cells[2].Split('|'), cells[3].Split('|'), cells[4])),
        ];

    /// <summary>The definitions of a collection: its lines written as the files that people keep.</summary>
    public static IEnumerable<AgentDefinition> Collection(string name) =>
        File.ReadLines(Path.Combine(s_folder, "Collections", $"{name}.tsv"))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split('\t'))
            .Select(static cells =>
            {
                var text = new StringBuilder("---\n");
                text.Append(CultureInfo.InvariantCulture, $"name: {cells[0]}\n");
                text.Append(CultureInfo.InvariantCulture, $"description: \"{cells[1].Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
                text.Append("---\nYou are an expert.\n\n## Strengths\n\n");
                foreach (var point in cells[2].Split(';', StringSplitOptions.TrimEntries))
                    text.Append(CultureInfo.InvariantCulture, $"- {point}\n");
                return AgentDefinitionLoader.Parse(text.ToString(), cells[0] + ".md").Definition;
            });

    public static Figures Measure(AgentRouter router, IReadOnlyList<Row> rows, Func<Row, string[]> expected) =>
        Measure([.. rows.AsParallel().AsOrdered().Select(row => router.Route(row.Text))], rows, expected);

    public static Figures Measure(IReadOnlyList<RouteDecision> decisions, IReadOnlyList<Row> rows, Func<Row, string[]> expected)
    {
        var (first, three) = (0, 0);
        foreach (var (decision, row) in decisions.Zip(rows))
        {
            var wanted = expected(row);
            var got = decision.Agent?.Name ?? "none";
            var best = decision.Alternatives.Select(static other => other.Agent!.Name).Prepend(got).Take(3);
            first += wanted.Contains(got) ? 1 : 0;
            three += best.Any(wanted.Contains) ? 1 : 0;
        }

        return new Figures(rows.Count, first, three);
    }

    internal sealed record Row(string Language, string Kind, string[] Alone, string[] Among, string Text);

    internal sealed record Figures(int Count, int First, int Three)
    {
        public double FirstShare => (double)First / Count;

        public double ThreeShare => (double)Three / Count;
    }
}
