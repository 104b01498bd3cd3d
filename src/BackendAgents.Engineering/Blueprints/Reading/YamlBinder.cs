using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Binds YAML nodes to the records of a blueprint, and remembers where each value stood. One instance a document.</summary>
internal sealed class YamlBinder
{
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    public IReadOnlyList<Diagnostic> Problems => _problems;

    public Blueprint Bind(YamlMappingNode root) => (Blueprint)Record(root, typeof(Blueprint), "")!;

    /// <summary>A problem with the line of its path, or of the nearest part above it that stood in the document.</summary>
    public Diagnostic Locate(Diagnostic problem)
    {
        for (var path = problem.Place.Path ?? ""; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(path, out var mark))
                return YamlDocumentReader.At(problem, mark);
        }

        return YamlDocumentReader.At(problem, 1, 1);
    }

    private object? Value(YamlNode node, Type type, string path)
    {
        if (node.Start != Mark.Empty)
            _places[path] = node.Start;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(IReadOnlyList<CapabilityChoice>))
            return Choices(node, path);
        if (plain == typeof(JsonElement))
            return JsonSerializer.SerializeToElement(YamlJson.Read(node));
        if (plain == typeof(IReadOnlyDictionary<string, string>))
            return Options(node, path);
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(node, plain.GetGenericArguments()[0], path);
        if (plain != typeof(string) && plain.IsClass)
            return Record(node, plain, path);
        if (node is not YamlScalarNode scalar)
            return Fail(
                BlueprintRules.WrongType,
                path,
                node,
                $"'{path}' takes one value, not a list or mapping.",
                $"Write {Last(path)}: {Expected.Example(plain)}."
            );
        var text = scalar.Value ?? "";
        if (scalar.Style == ScalarStyle.Plain && text is "" or "~" or "null")
            return plain == typeof(string) || type != plain
                ? null
                : Fail(
                    BlueprintRules.WrongType,
                    path,
                    node,
                    $"'{path}' has no value.",
                    $"Write {Last(path)}: {Expected.Example(plain)}, or leave the key out."
                );
        if (plain == typeof(string))
            return text;
        if (plain.IsEnum)
            return Enumerated(node, plain, text, path);
        if (plain == typeof(bool))
            return text switch
            {
                "true" => true,
                "false" => false,
                _ => Fail(
                    BlueprintRules.WrongType,
                    path,
                    node,
                    $"'{path}' is true or false, not '{Short(text)}'.",
                    $"Write {Last(path)}: true, or {Last(path)}: false."
                ),
            };
        if (plain == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (
            plain == typeof(decimal)
            && decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return number;
        return Fail(
            BlueprintRules.WrongType,
            path,
            node,
            $"'{path}' is a number, not '{Short(text)}'.",
            $"Write {Last(path)}: {Expected.Number(text)}.",
            ProblemEdit.Set(path, Expected.Number(text))
        );
    }

    private object? Enumerated(YamlNode node, Type type, string text, string path)
    {
        foreach (var value in Enum.GetValues(type))
        {
            if (string.Equals(YamlNames.Of((Enum)value), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        var known = Enum.GetValues(type).Cast<Enum>().Select(YamlNames.Of).ToList();
        var meant = Near(text, known);
        return Fail(
            BlueprintRules.UnknownValue,
            path,
            node,
            $"'{path}' can't be '{Short(text)}'.",
            $"Use one of {string.Join(", ", known)}." + (meant is null ? "" : $" Did you mean '{meant}'?") + Expected.Hint(type, text),
            meant is null ? null : ProblemEdit.SetText(path, meant)
        );
    }

    private object? List(YamlNode node, Type item, string path)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        if (node is YamlScalarNode { Value: null or "" or "~" or "null" })
            return list;
        if (node is not YamlSequenceNode sequence)
            return Fail(
                BlueprintRules.WrongType,
                path,
                node,
                $"'{path}' is a list.",
                $"Write {Last(path)}: [{Expected.Example(item)}], or its items below it, each after '- '."
            );
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            if (Value(sequence.Children[i], item, $"{path}[{i}]") is { } value)
                list.Add(value);
        }

        return list;
    }

    // A mapping from ids of capabilities to their options; what an option may be is for the capability to say.
    private object? Choices(YamlNode node, string path)
    {
        List<CapabilityChoice> choices = [];
        if (node is YamlScalarNode { Value: null or "" or "~" or "null" })
            return choices;
        if (node is not YamlMappingNode mapping)
            return Fail(BlueprintRules.WrongType, path, node, $"'{path}' is a mapping.", "Write 'compose: {}' below it, one a line.");
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var id = (keyNode as YamlScalarNode)?.Value ?? "";
            _places[$"{path}.{id}"] = keyNode.Start;
            choices.Add(new CapabilityChoice { Id = id, Options = Options(valueNode, $"{path}.{id}") });
        }

        return choices;
    }

    private Dictionary<string, string> Options(YamlNode node, string path)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is YamlScalarNode { Value: null or "" or "~" or "null" })
            return options;
        if (node is not YamlMappingNode mapping)
        {
            Fail(BlueprintRules.WrongType, path, node, $"'{path}' is a mapping of options.", "Write '{}' when it needs none.");
            return options;
        }

        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            _places[$"{path}.{key}"] = keyNode.Start;
            if (valueNode is YamlScalarNode scalar)
                options[key] = scalar.Value ?? "";
            else
                Fail(BlueprintRules.WrongType, $"{path}.{key}", valueNode, $"'{path}.{key}' takes one value, not a list or mapping.");
        }

        return options;
    }

    private object? Record(YamlNode node, Type type, string path)
    {
        if (node is not YamlMappingNode mapping)
        {
            var (form, edits) = Expected.Record(type, (node as YamlScalarNode)?.Value, path);
            return Fail(
                BlueprintRules.WrongType,
                path,
                node,
                $"'{path}' is a mapping with {Expected.Keys(type)}.",
                $"Write {form}.",
                edits
            );
        }

        var properties = YamlNames.Properties(type);
        var record = Activator.CreateInstance(type)!;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            var full = path.Length == 0 ? key : $"{path}.{key}";
            if (!properties.TryGetValue(key, out var property))
            {
                Fail(
                    BlueprintRules.UnknownKey,
                    full,
                    keyNode,
                    $"'{Short(key)}' is not known here.",
                    Mistaken.Meant(type, key, valueNode) is { Length: > 0 } meant
                        ? $"{meant}Known are {string.Join(", ", properties.Keys)}."
                        : $"Known are {string.Join(", ", properties.Keys)}." + Meant(key, properties.Keys)
                );
                continue;
            }

            given.Add(key);
            if (Value(valueNode, property.PropertyType, full) is { } value)
                property.SetValue(record, value);
        }

        foreach (var (key, property) in properties)
        {
            // Ids are given afterwards where they are left out.
            if (!given.Contains(key) && key != "id" && property.IsDefined(typeof(RequiredMemberAttribute)))
                Missing(path, node, type, key, property.PropertyType);
        }

        return record;
    }

    private object? Fail(BlueprintRule rule, string path, YamlNode node, string message, string? remedy = null, string? edits = null)
    {
        var problem = rule.At(path, message, remedy) with { Edits = edits };
        _problems.Add(node.Start == Mark.Empty ? Locate(problem) : YamlDocumentReader.At(problem, node.Start));
        return null;
    }

    private void Missing(string path, YamlNode node, Type type, string key, Type value)
    {
        var full = path.Length == 0 ? key : path + "." + key;
        var name = node is YamlMappingNode mapping ? YamlMaps.TextOf(mapping, "name") ?? YamlMaps.TextOf(mapping, "id") : null;
        Fail(
            BlueprintRules.Missing,
            path,
            node,
            $"'{full}' is missing{(name is null ? "" : $" in '{Short(name)}'")}.",
            $"Add {key}: {Expected.Example(value, key)}{Expected.Values(value)}."
                + (type == typeof(Relation) ? $" Or write the relation as a sentence: relation: {RelationSentence.Forms}." : "")
        );
    }

    private static string Last(string path) => path[(path.LastIndexOfAny(['.', ']']) + 1)..];

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Meant(string text, IEnumerable<string> known) => Near(text, known) is { } best ? $" Did you mean '{best}'?" : "";

    private static string? Near(string text, IEnumerable<string> known) => Spelling.Nearest(text, known, longest: 40);
}
