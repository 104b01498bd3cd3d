using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Writes names in the notation of their kind, where only case and separators differ.</summary>
internal static partial class LooseNames
{
    public static void Write(YamlMappingNode root, LooseReader reader)
    {
        if (YamlMaps.Get(root, "service") is YamlMappingNode service)
            Name(service, "name", Conventions.Kebab, reader, "service");
        All(root, "roles", "name", Conventions.Kebab, reader);
        All(root, "enums", "name", Conventions.Pascal, reader);
        All(root, "entities", "name", Conventions.Pascal, reader);
        All(root, "relations", "name", Conventions.Camel, reader);
        All(root, "relations", "inverse", Conventions.Camel, reader);
        All(root, "operations", "name", Conventions.Camel, reader);
        All(root, "events", "name", Conventions.Pascal, reader);
        foreach (var list in (string[])["roles", "enums", "entities", "relations", "operations", "events"])
            All(root, list, "id", Conventions.Kebab, reader);
        foreach (var (entity, path) in Each(root, "entities"))
        {
            All(entity, "fields", "name", Conventions.Camel, reader, path + ".");
            All(entity, "fields", "id", Conventions.Kebab, reader, path + ".");
        }

        foreach (var (type, path) in Each(root, "enums"))
        {
            for (var i = 0; YamlMaps.ListOf(type, "values") is { } values && i < values.Children.Count; i++)
            {
                if (Other(YamlMaps.Text(values.Children[i]), Conventions.Camel) is { } name)
                {
                    reader.Note($"{path}.values[{i}]", $"'{YamlMaps.Text(values.Children[i])}' is written as {name} in the API.");
                    values.Children[i] = new YamlScalarNode(name);
                }
            }
        }
    }

    /// <summary>The mappings of a list with their paths.</summary>
    public static IEnumerable<(YamlMappingNode Item, string Path)> Each(YamlMappingNode owner, string list, string prefix = "") =>
        (YamlMaps.ListOf(owner, list)?.Children ?? [])
            .Select((item, i) => (Item: item as YamlMappingNode, Path: $"{prefix}{list}[{i}]"))
            .Where(static pair => pair.Item is not null)
            .Select(static pair => (pair.Item!, pair.Path));

    private static void All(
        YamlMappingNode owner,
        string list,
        string key,
        Func<string, string> notation,
        LooseReader reader,
        string prefix = ""
    )
    {
        foreach (var (item, path) in Each(owner, list, prefix))
            Name(item, key, notation, reader, path);
    }

    private static void Name(YamlMappingNode item, string key, Func<string, string> notation, LooseReader reader, string path)
    {
        if (Other(YamlMaps.TextOf(item, key), notation) is not { } name)
            return;
        reader.Note($"{path}.{key}", $"'{YamlMaps.TextOf(item, key)}' is written as {name}.");
        YamlMaps.Set(item, key, name);
    }

    // Another notation of the same words; null where it is right already, or no name at all.
    private static string? Other(string? text, Func<string, string> notation) =>
        text is { Length: > 0 and <= 120 } && Plain().IsMatch(text) && !IsRight(text, notation) && notation(text) is { Length: > 0 } name
            ? name
            : null;

    // 'iPhone' and 'URLs' are right as they are, though their words would be written anew.
    private static bool IsRight(string text, Func<string, string> notation) =>
        notation(text) == text
        || (
            text.All(char.IsAsciiLetterOrDigit)
            && notation("word") switch
            {
                "Word" => char.IsAsciiLetterUpper(text[0]) && !IsShouted(text),
                "word" when notation("two words") == "twoWords" => char.IsAsciiLetterLower(text[0]),
                _ => false,
            }
        )
        || (notation("two words") == "two-words" && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    private static bool IsShouted(string text) =>
        text.Length > 4 && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9 _-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
