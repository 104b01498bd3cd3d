using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>JSON values written as YAML: bodies of requests and answers, whose form the contract knows and not the blueprint.</summary>
internal static class YamlJson
{
    /// <summary>A node as JSON. What is quoted is a text; else <c>true</c>, <c>null</c> and numbers are what they look like.</summary>
    public static JsonNode? Read(YamlNode node) =>
        node switch
        {
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Read)]),
            YamlMappingNode mapping => Object(mapping),
            YamlScalarNode scalar => Scalar(scalar),
            _ => null,
        };

    /// <summary>A JSON value as YAML; objects and lists of simple values stand on one line.</summary>
    public static YamlNode Write(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => new YamlMappingNode(
                json.EnumerateObject()
                    .Select(static member =>
                        KeyValuePair.Create<YamlNode, YamlNode>(YamlDocumentWriter.Text(member.Name), Write(member.Value))
                    )
            )
            {
                Style = json.EnumerateObject().All(static member => IsSimple(member.Value)) ? MappingStyle.Flow : MappingStyle.Block,
            },
            JsonValueKind.Array => new YamlSequenceNode(json.EnumerateArray().Select(Write))
            {
                Style = json.EnumerateArray().All(IsSimple) ? SequenceStyle.Flow : SequenceStyle.Block,
            },
            JsonValueKind.String => YamlDocumentWriter.Text(json.GetString()!),
            _ => new YamlScalarNode(json.ValueKind is JsonValueKind.Undefined ? "null" : json.GetRawText()),
        };

    private static bool IsSimple(JsonElement json) => json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static JsonObject Object(YamlMappingNode mapping)
    {
        var json = new JsonObject();
        foreach (var (key, value) in mapping.Children)
            json[(key as YamlScalarNode)?.Value ?? ""] = Read(value);
        return json;
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return text;
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when IsNumber(text, out var number) => number,
            _ => text,
        };
    }

    private static bool IsNumber(string text, out decimal number) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number
        );
}
