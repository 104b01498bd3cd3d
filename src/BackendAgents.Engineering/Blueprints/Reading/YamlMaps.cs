using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>What is done again and again to mappings and lists of a document.</summary>
internal static class YamlMaps
{
    /// <summary>The text of a scalar; null for anything else, and for a plain nothing.</summary>
    public static string? Text(YamlNode? node) =>
        node is YamlScalarNode scalar && !(scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null")
            ? scalar.Value
            : null;

    /// <summary>The value of a key, or null.</summary>
    public static YamlNode? Get(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The text of a key's value, or null.</summary>
    public static string? TextOf(YamlMappingNode mapping, string key) => Text(Get(mapping, key));

    /// <summary>The list of a key, or null.</summary>
    public static YamlSequenceNode? ListOf(YamlMappingNode mapping, string key) => Get(mapping, key) as YamlSequenceNode;

    /// <summary>Gives a key a value, where it stands or at the end.</summary>
    public static void Set(YamlMappingNode mapping, string key, YamlNode value) => mapping.Children[new YamlScalarNode(key)] = value;

    /// <summary>Gives a key a text.</summary>
    public static void Set(YamlMappingNode mapping, string key, string value) => Set(mapping, key, new YamlScalarNode(value));

    /// <summary>Gives a key a text where it has no value yet.</summary>
    public static void Fill(YamlMappingNode mapping, string key, string value)
    {
        if (Get(mapping, key) is null)
            Set(mapping, key, value);
    }

    /// <summary>Takes a key out.</summary>
    public static void Remove(YamlMappingNode mapping, string key) => mapping.Children.Remove(new YamlScalarNode(key));

    /// <summary>The list of a key, made where there is none.</summary>
    public static YamlSequenceNode ListAt(YamlMappingNode mapping, string key)
    {
        if (ListOf(mapping, key) is { } list)
            return list;
        var made = new YamlSequenceNode();
        Set(mapping, key, made);
        return made;
    }

    /// <summary>The mappings of a list.</summary>
    public static IEnumerable<YamlMappingNode> Items(YamlMappingNode mapping, string key) =>
        ListOf(mapping, key)?.Children.OfType<YamlMappingNode>() ?? [];

    /// <summary>A name without case and separators: <c>max_length</c>, <c>MaxLength</c> and <c>max-length</c> are the same.</summary>
    public static string Squash(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>A text on one line, short enough for a message.</summary>
    public static string Short(string? text)
    {
        var line = new string([.. (text ?? "").Take(61).Select(static c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= 60 ? line : line[..60] + "…";
    }
}
