using System.Globalization;
using BackendAgents.Definitions.Reading;
using BackendAgents.Definitions.Tools;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Formats;

// An agent that is YAML as a whole. The two forms differ in how they name things; what they mean is the same.
internal sealed class YamlAgent(DefinitionSource source)
{
    private const int MaxDepth = 32;

    // Acted on, in either form.
    private static readonly HashSet<string> s_used = new(StringComparer.Ordinal)
    {
        "type",
        "kind",
        "name",
        "displayName",
        "description",
        "instructions",
        "additionalInstructions",
        "model",
        "tools",
        "template",
        "inputs",
        "maxTurns",
        "metadata",
    };

    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "id",
        "outputs",
        "inputSchema",
        "outputSchema",
        "options",
        "version",
        "connection",
        "arguments",
        "execution_settings",
    };

    // Tools that both forms have beside functions, under the names that the table knows.
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["web_search"] = "WebSearch",
        ["webSearch"] = "WebSearch",
        ["bing_grounding"] = "WebSearch",
        ["code_interpreter"] = "Bash",
        ["codeInterpreter"] = "Bash",
    };

    private readonly SortedDictionary<string, string> _other = new(StringComparer.Ordinal);

    /// <summary>Which form a YAML text has, or null when it describes no agent of a known form.</summary>
    public static DefinitionFormat? FormOf(string text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            if (trimmed.StartsWith("type:") && trimmed[5..].Trim().Trim('"').Trim('\'').SequenceEqual("chat_completion_agent"))
                return DefinitionFormat.SemanticKernel;
            if (
                trimmed.StartsWith("kind:") && trimmed[5..].Trim().Trim('"').Trim('\'').Equals("Prompt", StringComparison.OrdinalIgnoreCase)
            )
                return DefinitionFormat.AgentFramework;
        }

        return null;
    }

    public AgentDefinition Bind(string text)
    {
        var form = FormOf(text);
        if (form is null)
            source.Report(
                "DEF014",
                Severity.Error,
                1,
                1,
                "The file says neither 'type: chat_completion_agent' nor 'kind: Prompt'; it describes no agent of a known form.",
                "Say which it is in the first line."
            );
        var root = Parse(text);
        if (root is null)
            return new AgentDefinition
            {
                Name = AgentNames.Kebab(Stem),
                Title = Stem,
                Description = text.Trim().Split('\n')[0].Trim(),
                Instructions = text.Trim(),
                Format = form ?? DefinitionFormat.SemanticKernel,
                Source = source.File,
            };
        Sort(root);
        var title = Text(root, form == DefinitionFormat.AgentFramework && Text(root, "name") is null ? "displayName" : "name")
            ?? Guess("name", Stem);
        var instructions = string.Join(
                "\n\n",
                new[] { Text(root, "instructions"), Text(root, "additionalInstructions") }.Where(static part =>
                    !string.IsNullOrWhiteSpace(part)
                )
            )
            .Trim('\n');
        if (instructions.Length == 0)
            source.Report(
                "DEF003",
                Severity.Error,
                1,
                1,
                "There are no instructions.",
                "Add 'instructions: |' and say what the agent is to do."
            );
        var name = AgentNames.Kebab(title);
        if (name != title)
            source.Report(
                "DEF007",
                Severity.Info,
                Line(root, "name"),
                1,
                $"The name '{AgentNames.Short(title)}' is not in kebab case; '{name}' is used.",
                $"Write 'name: {name}'."
            );
        var models = Models(root);
        return new AgentDefinition
        {
            Name = name,
            Title = title,
            Description = (Text(root, "description") ?? Guess("description", instructions.Split('\n')[0].Trim())).Trim('\n'),
            Instructions = instructions,
            IsTemplate = IsTemplate(root, form),
            Inputs = Inputs(root),
            Tools = Tools(root),
            Model = models.FirstOrDefault(),
            ModelAlternatives = [.. models.Skip(1)],
            MaxTurns =
                int.TryParse(Text(root, "maxTurns"), NumberStyles.None, CultureInfo.InvariantCulture, out var turns) && turns > 0
                    ? turns
                    : null,
            Areas = Areas(root),
            Other = _other,
            Format = form ?? DefinitionFormat.SemanticKernel,
            Source = source.File,
        };
    }

    private string Stem => Path.GetFileNameWithoutExtension(source.File.Replace('\\', '/').Split('/')[^1]);

    private YamlMappingNode? Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new DepthBound(new Parser(new StringReader(text)), MaxDepth));
            if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root)
                return root;
            source.Report(
                "DEF004",
                Severity.Error,
                1,
                1,
                "The file is no mapping of keys and values.",
                "Write 'name:', 'description:' and 'instructions:' at the left margin."
            );
        }
        catch (YamlException problem)
        {
            source.Report(
                "DEF004",
                Severity.Error,
                (int)problem.Start.Line,
                (int)problem.Start.Column,
                $"The file is not YAML: {problem.Message.TrimEnd('.')}. All of it is taken for instructions.",
                "Put values that hold ': ' in quotes, or in a block after '|'."
            );
        }
        catch (Exception problem)
            when (problem
                    is InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or NullReferenceException
                        or FormatException
                        or OverflowException
            )
        {
            source.Report(
                "DEF004",
                Severity.Error,
                1,
                1,
                "The file can't be parsed as YAML. All of it is taken for instructions.",
                "Check quotes and brackets."
            );
        }

        return null;
    }

    private void Sort(YamlMappingNode root)
    {
        foreach (var (key, value) in root.Children)
        {
            var field = (key as YamlScalarNode)?.Value ?? "";
            var known = s_used.Contains(field);
            if (known && field is not ("template" or "model"))
                continue;
            if (!known && !s_kept.Contains(field))
            {
                var meant = Slips.Nearest(field, s_used);
                source.Report(
                    meant is null ? "DEF017" : "DEF005",
                    meant is null ? Severity.Info : Severity.Warning,
                    (int)key.Start.Line,
                    (int)key.Start.Column,
                    $"The field '{AgentNames.Short(field)}' is not known; it is kept and has no effect.",
                    meant is null ? "Nothing is to be done, unless it was meant to have one." : $"Write '{meant}'."
                );
            }
            else if (!known)
            {
                source.Report(
                    "DEF040",
                    Severity.Info,
                    (int)key.Start.Line,
                    (int)key.Start.Column,
                    $"'{field}' is understood and kept, but not enforced here.",
                    "Nothing is to be done."
                );
            }

            // What the model's and the template's entries say beyond what is acted on is kept as well.
            if (!known || field == "model" || field == "template")
                _other.TryAdd(field, YamlText.Write(value));
        }
    }

    private List<string> Models(YamlMappingNode root)
    {
        if (Find(root, "model") is not { } model)
            return [];
        if (model is YamlMappingNode map)
        {
            foreach (
                var (key, _) in map.Children.Where(static pair =>
                    pair.Key is YamlScalarNode { Value: "options" or "connection" or "provider" or "publisher" }
                )
            )
                source.Report(
                    "DEF040",
                    Severity.Info,
                    (int)key.Start.Line,
                    (int)key.Start.Column,
                    $"'model.{((YamlScalarNode)key).Value}' is understood and kept, but not enforced here.",
                    "Configure the service that the model's name stands for."
                );
            return Find(map, "id") is YamlScalarNode { Value.Length: > 0 } id ? [id.Value] : [];
        }

        return [.. Words(model).Where(static word => word != "inherit")];
    }

    private List<string>? Tools(YamlMappingNode root)
    {
        if (Find(root, "tools") is not YamlSequenceNode tools)
            return Find(root, "tools") is { } other ? [.. Words(other)] : null;
        var names = new List<string>();
        foreach (var tool in tools.Children)
        {
            var found = tool is YamlMappingNode map ? Of(map) : [.. Words(tool)];
            if (found.Count == 0)
                source.Report(
                    "DEF037",
                    Severity.Warning,
                    (int)tool.Start.Line,
                    (int)tool.Start.Column,
                    "A tool has neither 'id' nor 'name'; it is left out.",
                    "Add 'id: Plugin.Function'."
                );
            foreach (var name in found)
                ToolDiagnostics.Report(source, "tools", name, isEditors: false, (int)tool.Start.Line, (int)tool.Start.Column);
            names.AddRange(found);
        }

        return names;

        static List<string> Of(YamlMappingNode map)
        {
            var kind = Text(map, "kind") ?? Text(map, "type") ?? "function";
            var name = Text(map, "id") ?? Text(map, "name");
            if (kind.Equals("mcp", StringComparison.OrdinalIgnoreCase))
            {
                var server = Text(map, "serverName") ?? Text(map, "server_label") ?? name ?? "server";
                var allowed = Find(map, "allowedTools") is { } list ? Words(list).ToList() : [];
                return allowed.Count == 0 ? [$"mcp__{server}"] : [.. allowed.Select(function => $"mcp__{server}__{function}")];
            }

            return s_kinds.TryGetValue(kind, out var known) ? [known]
                : name is { Length: > 0 } ? [name]
                : kind != "function" ? [kind]
                : [];
        }
    }

    private bool IsTemplate(YamlMappingNode root, DefinitionFormat? form)
    {
        if (Find(root, "template") is not { } template)
            return false;
        var format = template is YamlMappingNode map
            ? Text(map, "format") ?? Text(map, "kind") ?? ""
            : (template as YamlScalarNode)?.Value ?? "";
        if (format is "semantic-kernel" || (format.Length == 0 && form == DefinitionFormat.SemanticKernel))
            return true;
        source.Report(
            "DEF041",
            Severity.Warning,
            (int)template.Start.Line,
            (int)template.Start.Column,
            $"Templates of the form '{AgentNames.Short(format)}' are not rendered; the instructions are taken literally.",
            "Write 'template: { format: semantic-kernel }', or remove the field."
        );
        return false;
    }

    private static List<DefinitionInput> Inputs(YamlMappingNode root)
    {
        var inputs = new List<DefinitionInput>();
        if (Find(root, "inputs") is not YamlMappingNode map)
            return inputs;
        foreach (var (key, value) in map.Children)
        {
            var input = value as YamlMappingNode;
            inputs.Add(
                new DefinitionInput(
                    (key as YamlScalarNode)?.Value ?? "",
                    input is null ? (value as YamlScalarNode)?.Value : Text(input, "default"),
                    (input is null ? null : Text(input, "description")) ?? "",
                    input is not null && Text(input, "required") is "true" or "True"
                )
            );
        }

        return inputs;
    }

    private List<Area> Areas(YamlMappingNode root)
    {
        var words = Find(root, "metadata") is YamlMappingNode map && Find(map, "areas") is { } areas ? Words(areas) : [];
        var found = new List<Area>();
        foreach (var word in words)
        {
            if (Enum.TryParse<Area>(word, ignoreCase: true, out var area) && Enum.IsDefined(area))
                found.Add(area);
            else
                source.Report(
                    "DEF008",
                    Severity.Warning,
                    Line(root, "metadata"),
                    1,
                    $"There is no area '{AgentNames.Short(word)}'.",
                    $"Areas are {string.Join(", ", Enum.GetNames<Area>()).ToLowerInvariant()}."
                );
        }

        return found;
    }

    private string Guess(string field, string guess)
    {
        source.Report("DEF006", Severity.Warning, 1, 1, $"'{field}' is missing; '{AgentNames.Short(guess)}' is taken.", $"Add '{field}:'.");
        return guess;
    }

    private static IEnumerable<string> Words(YamlNode node) =>
        node switch
        {
            YamlSequenceNode list => list.Children.SelectMany(Words),
            YamlMappingNode map => map.Children.Keys.SelectMany(Words),
            YamlScalarNode { Value: { } text } => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => [],
        };

    private static YamlNode? Find(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static string? Text(YamlMappingNode map, string key) => (Find(map, key) as YamlScalarNode)?.Value;

    private static int Line(YamlMappingNode map, string key) =>
        map
            .Children.Keys.OfType<YamlScalarNode>()
            .Where(node => node.Value == key)
            .Select(static node => (int)node.Start.Line)
            .DefaultIfEmpty(1)
            .First();
}
