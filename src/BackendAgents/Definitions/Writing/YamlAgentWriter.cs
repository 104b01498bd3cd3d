using System.Globalization;
using BackendAgents.Definitions.Formats;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Writing;

// The forms that are YAML as a whole.
internal static class YamlAgentWriter
{
    public static string Write(AgentDefinition definition, (string Key, string Value) form)
    {
        var root = new YamlMappingNode();
        Add(form.Key, form.Value);
        Add("name", definition.Title.Length > 0 ? definition.Title : definition.Name);
        if (definition.Description.Length > 0)
            Add("description", definition.Description);
        root.Add("instructions", YamlText.Scalar(definition.Instructions));
        Model();
        if (definition.IsTemplate && !definition.Other.ContainsKey("template"))
            root.Add("template", new YamlMappingNode(new YamlScalarNode("format"), new YamlScalarNode("semantic-kernel")));
        if (definition.Inputs.Count > 0)
            root.Add(
                "inputs",
                new YamlMappingNode(
                    definition.Inputs.SelectMany(static input => new YamlNode[] { new YamlScalarNode(input.Name), Input(input) })
                )
            );
        if (definition.Tools is { } tools)
            root.Add("tools", new YamlSequenceNode(tools.Select(tool => Tool(tool, form.Key))));
        if (definition.MaxTurns is { } turns)
            Add("maxTurns", turns.ToString(CultureInfo.InvariantCulture));
        if (definition.Areas.Count > 0)
            root.Add(
                "metadata",
                new YamlMappingNode(
                    new YamlScalarNode("areas"),
                    YamlText.List(definition.Areas.Select(static area => area.ToString().ToLowerInvariant()))
                )
            );
        foreach (var (key, value) in definition.Other.Where(static pair => pair.Key != "model"))
            root.Add(key, Parse(value));
        return YamlText.Write(root) + "\n";

        void Add(string key, string value) => root.Add(key, YamlText.Scalar(value));

        void Model()
        {
            var kept = definition.Other.TryGetValue("model", out var raw) ? Parse(raw) : null;
            if (kept is not null && (definition.Model is null || YamlText.Write(kept).Contains(definition.Model, StringComparison.Ordinal)))
                root.Add("model", kept);
            else if (definition.ModelAlternatives.Count > 0)
                root.Add("model", YamlText.List([definition.Model ?? "inherit", .. definition.ModelAlternatives]));
            else if (definition.Model is { } model)
                root.Add("model", new YamlMappingNode(new YamlScalarNode("id"), YamlText.Scalar(model)));
        }
    }

    private static YamlMappingNode Input(DefinitionInput input)
    {
        var node = new YamlMappingNode();
        if (input.Description.Length > 0)
            node.Add("description", YamlText.Scalar(input.Description));
        if (input.Default is { } value)
            node.Add("default", YamlText.Scalar(value));
        node.Add("required", input.Required ? "true" : "false");
        return node;
    }

    private static YamlMappingNode Tool(string tool, string form)
    {
        if (form == "type")
            return new YamlMappingNode(
                new YamlScalarNode("id"),
                YamlText.Scalar(tool),
                new YamlScalarNode("type"),
                new YamlScalarNode("function")
            );
        if (!tool.StartsWith("mcp__", StringComparison.Ordinal))
            return new YamlMappingNode(
                new YamlScalarNode("kind"),
                new YamlScalarNode("function"),
                new YamlScalarNode("name"),
                YamlText.Scalar(tool)
            );
        var parts = tool[5..].Split("__", 2);
        var node = new YamlMappingNode(
            new YamlScalarNode("kind"),
            new YamlScalarNode("mcp"),
            new YamlScalarNode("serverName"),
            YamlText.Scalar(parts[0])
        );
        if (parts.Length > 1)
            node.Add("allowedTools", YamlText.List([parts[1]]));
        return node;
    }

    private static YamlNode Parse(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : new YamlScalarNode("");
        }
        catch (YamlException)
        {
            return YamlText.Scalar(yaml);
        }
    }
}
