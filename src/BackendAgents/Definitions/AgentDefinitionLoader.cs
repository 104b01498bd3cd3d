using System.Text;
using BackendAgents.Engineering.Checks;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions;

/// <summary>Reads agent definitions: Markdown with YAML front matter. Strict: what it doesn't understand it reports with its place. Thread-safe.</summary>
public static class AgentDefinitionLoader
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int MaxLength = 1_048_576;

    private static readonly HashSet<string> s_fields = new(StringComparer.Ordinal) { "name", "description", "tools", "model", "metadata", "color" };

    /// <summary>Reads a definition from text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    public static AgentDefinitionResult Parse(string text, string file)
    {
        var diagnostics = new List<DefinitionDiagnostic>();
        void Report(string code, int line, int column, string message, string remedy) => diagnostics.Add(new DefinitionDiagnostic(code, file, line, column, message, remedy));
        if (text.Length > MaxLength)
        {
            Report("DEF001", 1, 1, $"The file has {text.Length} characters; at most {MaxLength} are read.", "Shorten it.");
            return new AgentDefinitionResult(null, diagnostics);
        }

        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, static line => line.TrimEnd() == "---") : -1;
        if (end < 0)
        {
            Report("DEF002", 1, 1, "There is no front matter between two lines of '---'.", "Begin the file with '---', name, description, '---'.");
            return new AgentDefinitionResult(null, diagnostics);
        }

        var body = string.Join('\n', lines.Skip(end + 1)).Trim('\n');
        if (string.IsNullOrWhiteSpace(body))
            Report("DEF003", end + 2, 1, "There is no prompt after the front matter.", "Say what the agent is to do.");
        if (Mapping(string.Join('\n', lines[1..end]), Report) is not { } front)
            return new AgentDefinitionResult(null, diagnostics);
        foreach (var key in front.Children.Keys.Where(static key => !s_fields.Contains(key.ToString())))
            Report("DEF005", (int)key.Start.Line + 1, (int)key.Start.Column, $"The field '{key}' is not known.", $"Known are {string.Join(", ", s_fields)}.");
        var name = Required("name");
        var description = Required("description");
        if (name is not null && (name.Length > 64 || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            Report("DEF007", Line("name"), 1, $"The name '{name}' is not in kebab case.", "Use lower-case letters, digits and hyphens.");
        var areas = Areas();
        return diagnostics.Count > 0
            ? new AgentDefinitionResult(null, diagnostics)
            : new AgentDefinitionResult(
                new AgentDefinition
                {
                    Name = name!,
                    Description = description!,
                    Instructions = body,
                    Model = Scalar("model"),
                    Tools = Node("tools") is null ? null : List(Node("tools")),
                    Areas = areas,
                    Source = file,
                },
                []);

        YamlNode? Node(string key) => front.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

        string? Scalar(string key) => Node(key) is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

        int Line(string key) => (int)(Node(key)?.Start.Line ?? 0) + 1;

        string? Required(string key)
        {
            if (Scalar(key) is { } value)
                return value;
            Report("DEF006", Line(key), 1, $"'{key}' is missing or no text.", $"Add '{key}: …'.");
            return null;
        }

        List<Area> Areas()
        {
            var found = new List<Area>();
            foreach (var word in List((Node("metadata") as YamlMappingNode)?.Children.FirstOrDefault(static pair => pair.Key.ToString() == "areas").Value))
            {
                if (Enum.TryParse<Area>(word, ignoreCase: true, out var area) && Enum.IsDefined(area))
                    found.Add(area);
                else
                    Report("DEF008", Line("metadata"), 1, $"There is no area '{word}'.", $"Areas are {string.Join(", ", Enum.GetNames<Area>()).ToLowerInvariant()}.");
            }

            return found;
        }
    }

    /// <summary>The definitions that come with the package.</summary>
    public static IReadOnlyList<AgentDefinition> BuiltIn()
    {
        var assembly = typeof(AgentDefinitionLoader).Assembly;
        var definitions = new List<AgentDefinition>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("agents/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var result = Parse(reader.ReadToEnd(), resource);
            definitions.Add(result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics)));
        }

        return definitions;
    }

    // A comma-separated text, or a list.
    private static List<string> List(YamlNode? node) => node switch
    {
        YamlSequenceNode sequence => [.. sequence.Children.Select(static child => child.ToString())],
        YamlScalarNode { Value: { } text } => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        _ => [],
    };

    private static YamlMappingNode? Mapping(string yaml, Action<string, int, int, string, string> report)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode mapping }])
                return mapping;
            report("DEF004", 2, 1, "The front matter is not a mapping of keys and values.", "Write 'name: …' and 'description: …'.");
        }
        catch (YamlException problem)
        {
            report("DEF004", (int)problem.Start.Line + 1, (int)problem.Start.Column, $"The front matter is not YAML: {problem.Message}", "Put values that hold ': ' in quotes.");
        }

        return null;
    }
}
