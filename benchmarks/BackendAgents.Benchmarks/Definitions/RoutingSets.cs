using System.Globalization;
using System.Text;
using BackendAgents.Definitions;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>The messages and collections of tests/BackendAgents.Tests/Definitions/Routing.</summary>
internal static class RoutingSets
{
    /// <summary>Where they are, from the folder of the repository.</summary>
    public const string Folder = "tests/BackendAgents.Tests/Definitions/Routing";

    /// <summary>The rows of a file, their cells.</summary>
    public static IEnumerable<string[]> Rows(string file) => Lines(Path.Combine(Folder, file));

    /// <summary>The rows of a file from elsewhere, whose authors wrote the names of agents as the collections do.</summary>
    public static IEnumerable<string[]> Written(string file)
    {
        string[] collections = ["a", "b", "c", "d"];
        var names = collections
            .SelectMany(static name => Rows($"Collections/{name}.tsv"))
            .Zip(Collections(collections))
            .ToDictionary(static pair => pair.First[0], static pair => pair.Second.Name, StringComparer.Ordinal);
        foreach (var cells in Lines(file))
        {
            for (var at = 2; at < 4; at++)
                cells[at] = string.Join('|', cells[at].Split('|').Select(name => names.GetValueOrDefault(name, name)));
            yield return cells;
        }
    }

    private static IEnumerable<string[]> Lines(string path) =>
        File.ReadLines(path).Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split('\t'));

    /// <summary>The definitions of collections, written as the files that people keep.</summary>
    public static IEnumerable<AgentDefinition> Collections(params string[] names) =>
        names
            .SelectMany(static name => Rows($"Collections/{name}.tsv"))
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
}
