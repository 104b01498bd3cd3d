using System.Text;
using BackendAgents.Definitions.Formats;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Writing;

/// <summary>Writes definitions in the form that they have. Read again, what is written gives the same definition.</summary>
internal static class AgentDefinitionWriter
{
    /// <summary>Writes a definition whole.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The file's text with LF line ends.</returns>
    public static string Write(AgentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Format switch
        {
            DefinitionFormat.SemanticKernel => YamlAgentWriter.Write(definition, ("type", "chat_completion_agent")),
            DefinitionFormat.AgentFramework => YamlAgentWriter.Write(definition, ("kind", "Prompt")),
            _ => Markdown(definition),
        };
    }

    private static string Markdown(AgentDefinition definition)
    {
        var text = new StringBuilder("---\n");
        Field("name", definition.Title.Length > 0 ? definition.Title : definition.Name);
        Field("description", definition.Description);
        if (definition.Tools is { } tools)
            Node("tools", YamlText.List(tools));
        if (definition.DisallowedTools.Count > 0)
            Node("disallowedTools", YamlText.List(definition.DisallowedTools));
        if (definition.ModelAlternatives.Count > 0)
            Node("model", YamlText.List([definition.Model ?? "inherit", .. definition.ModelAlternatives]));
        else if (definition.Model is { } model)
            Field("model", model);
        if (definition.MaxTurns is { } turns)
            Node("maxTurns", new YamlScalarNode(turns.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (definition.IsTemplate)
            Field("template", "semantic-kernel");
        if (definition.Areas.Count > 0)
            Node(
                "metadata",
                new YamlMappingNode(
                    new YamlScalarNode("areas"),
                    YamlText.List(definition.Areas.Select(static area => area.ToString().ToLowerInvariant()))
                )
            );

        // Fields that are kept as they are, with the lines that they had.
        foreach (var (key, value) in definition.Other)
            text.Append(RawLines.Of(key, value)).Append('\n');
        return text.Append("---\n\n").Append(definition.Instructions).Append('\n').ToString();

        void Field(string key, string value) => Node(key, YamlText.Scalar(value));

        void Node(string key, YamlNode value) => text.Append(YamlText.Field(key, value)).Append('\n');
    }
}
