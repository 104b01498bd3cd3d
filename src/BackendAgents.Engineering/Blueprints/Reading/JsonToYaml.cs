using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Documents in JSON as nodes of YAML, with JSON's own escapes, which YAML does not take all.</summary>
internal static class JsonToYaml
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        MaxDepth = 32,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>The document; null when it is no JSON object or array.</summary>
    public static YamlNode? Read(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(text, s_options);
            return Node(document.RootElement);
        }
        catch (JsonException)
        {
            // It may still be YAML's own flow notation.
            return null;
        }
    }

    private static YamlNode Node(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new YamlMappingNode(
                element
                    .EnumerateObject()
                    .Select(static property =>
                        KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(property.Name), Node(property.Value))
                    )
            ),
            JsonValueKind.Array => new YamlSequenceNode(element.EnumerateArray().Select(Node)),
            JsonValueKind.String => new YamlScalarNode(element.GetString()) { Style = ScalarStyle.DoubleQuoted },
            JsonValueKind.Null => new YamlScalarNode("null"),
            _ => new YamlScalarNode(element.GetRawText()),
        };
}
