using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// Rewrites in a document what people and models write otherwise than documented and what can only mean one thing: keys in another
/// notation, mappings by name where a list is asked for, one value where a list is asked for, short forms. Each such reading is noted.
/// What could mean two things stays as it is, for <see cref="YamlBinder"/> to refuse. One instance a document.
/// </summary>
internal sealed class LooseReader
{
    private const int MaxNotes = 200;
    private readonly List<Diagnostic> _notes = [];

    /// <summary>What was read in another way than it is written.</summary>
    public IReadOnlyList<Diagnostic> Notes => _notes;

    /// <summary>Rewrites a whole document in place.</summary>
    public YamlMappingNode Read(YamlMappingNode root)
    {
        if (
            root.Children.Count == 1
            && root.Children[0].Key is YamlScalarNode { Value: "blueprint" or "backend" } only
            && root.Children[0].Value is YamlMappingNode inner
        )
        {
            Note("", $"'{only.Value}' around the document is left out.");
            root = inner;
        }

        Record(root, typeof(Blueprint), "");
        LooseNames.Write(root, this);
        LooseRelation.Complete(root, this);
        LooseField.Complete(root, this);
        LooseOperation.Complete(root, this);
        return root;
    }

    public void Note(string path, string message)
    {
        if (_notes.Count < MaxNotes)
            _notes.Add(BlueprintRules.Loose.At(path, message) with { Severity = Severity.Info });
    }

    private YamlNode Value(YamlNode node, Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(IReadOnlyList<CapabilityChoice>))
            return Choices(node, path);
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(node, plain.GetGenericArguments()[0], path);
        if (IsRecord(plain))
            return Record(node, plain, path);
        if (YamlMaps.Text(node) is not { } text)
            return node;
        if (plain == typeof(bool) && text.ToLowerInvariant() is "yes" or "no" or "on" or "off" or "true" or "false")
            return text is "true" or "false"
                ? node
                : Told(path, text, text.ToLowerInvariant() is "yes" or "on" or "true" ? "true" : "false");
        if (!plain.IsEnum || LooseShape.Documented(plain, text) is not { } meant)
            return node;
        return string.Equals(meant, text, StringComparison.OrdinalIgnoreCase) ? node : Told(path, text, meant);
    }

    private YamlScalarNode Told(string path, string text, string meant)
    {
        Note(path, $"'{YamlMaps.Short(text)}' is read as {meant}.");
        return new YamlScalarNode(meant);
    }

    private YamlNode Record(YamlNode node, Type type, string path)
    {
        var shape = LooseShape.Of(type);
        if (node is YamlSequenceNode columns && type == typeof(EntityIndex))
            node = new YamlMappingNode { { shape.Key!, columns } };
        if (YamlMaps.Text(node) is { } text && shape.Key is { } key)
            node = new YamlMappingNode { { key, text } };
        if (node is not YamlMappingNode mapping)
            return node;
        Keys(mapping, type, shape, path);
        switch (type.Name)
        {
            case nameof(ServiceInfo):
                YamlMaps.Fill(mapping, "title", YamlMaps.TextOf(mapping, "name") ?? "");
                break;
            case nameof(AccessRule):
                LooseOperation.Access(mapping, this, path);
                break;
            case nameof(CheckConstraint):
                LooseField.Check(mapping, this, path);
                break;
            case nameof(Field):
                LooseField.Read(mapping, this, path);
                break;
            case nameof(Relation):
                LooseRelation.Read(mapping, this, path);
                break;
        }

        foreach (var (name, property) in YamlNames.Properties(type))
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (YamlMaps.Get(mapping, name) is { } value)
                YamlMaps.Set(mapping, name, Value(value, property.PropertyType, inner));

            // What stands inside an entity goes where it belongs once all entities are read.
            if (type == typeof(Blueprint) && name == "entities")
                LooseEntities.Lift(mapping, this);
        }

        return mapping;
    }

    private YamlNode List(YamlNode node, Type item, string path)
    {
        var shape = LooseShape.Of(item);
        if (YamlMaps.Text(node) is { } text && (item == typeof(string) || shape.Key is not null))
        {
            var parts = item == typeof(Relation) || item == typeof(Requirement) ? [text] : text.Split(',', StringSplitOptions.TrimEntries);
            Note(path, "One value is read as a list.");
            node = new YamlSequenceNode(parts.Select(static part => (YamlNode)new YamlScalarNode(part)));
        }

        if (node is YamlMappingNode mapping && IsRecord(item) && shape.Key is not null)
            node = ByName(mapping, item, shape, path);
        if (node is not YamlSequenceNode sequence)
            return node;
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            var child = sequence.Children[i];
            if (!IsRecord(item))
                continue;

            // '- title: string' in a list of fields: a mapping by name of one.
            if (child is YamlMappingNode { Children.Count: 1 } one && IsByName(one, item, shape))
                child = Named(one.Children[0].Key, one.Children[0].Value, shape);
            sequence.Children[i] = Record(child, item, $"{path}[{i}]");
        }

        return sequence;
    }

    private YamlSequenceNode ByName(YamlMappingNode mapping, Type item, LooseShape shape, string path)
    {
        if (!IsByName(mapping, item, shape))
        {
            Note(path, "One item is read as a list.");
            return new YamlSequenceNode(mapping);
        }

        Note(path, $"A mapping is read as a list; its keys are '{shape.Key}'.");
        return new YamlSequenceNode(mapping.Children.Select(pair => (YamlNode)Named(pair.Key, pair.Value, shape)));
    }

    // Keys that the item does not have are names; so are all keys of fields with a type each, and one of them may be called 'name'.
    private static bool IsByName(YamlMappingNode mapping, Type item, LooseShape shape)
    {
        if (shape.Key is null || mapping.Children.Count == 0 || mapping.Children.Keys.Any(static key => YamlMaps.Text(key) is null))
            return false;
        var known = mapping.Children.Select(pair => (pair.Value, Key: KeyOf(YamlMaps.Text(pair.Key)!, item, shape))).ToList();
        return known.TrueForAll(pair => pair.Key is null || !IsPlain(pair.Value, item, pair.Key))
            || (
                item == typeof(Field)
                && known.Exists(static pair => pair.Key is null || pair.Value is YamlMappingNode)
                && known.TrueForAll(static pair => pair.Value is YamlMappingNode || LooseField.IsType(YamlMaps.Text(pair.Value)))
            );
    }

    // A field may be called like a key: 'description: text' in a mapping of fields is a field when the value is a type or a mapping.
    private static bool IsPlain(YamlNode value, Type item, string key) =>
        item != typeof(Field) || key is "name" or "type" || value is not YamlMappingNode && !LooseField.IsType(YamlMaps.Text(value));

    private static YamlMappingNode Named(YamlNode key, YamlNode value, LooseShape shape)
    {
        if (value is not YamlMappingNode mapping)
        {
            mapping = [];
            if (value is YamlSequenceNode || YamlMaps.Text(value) is not null)
                YamlMaps.Set(mapping, shape.Value ?? "description", value);
        }

        var named = new YamlMappingNode { { shape.Key!, key } };
        foreach (var (inner, content) in mapping.Children.Where(pair => YamlMaps.Text(pair.Key) != shape.Key))
            named.Add(inner, content);
        return named;
    }

    private void Keys(YamlMappingNode mapping, Type type, LooseShape shape, string path)
    {
        var properties = YamlNames.Properties(type);
        List<KeyValuePair<YamlNode, YamlNode>> pairs = [.. mapping.Children];
        var known = pairs.Select(static pair => YamlMaps.Text(pair.Key) ?? "").ToHashSet(StringComparer.Ordinal);
        var changed = false;
        for (var i = 0; i < pairs.Count; i++)
        {
            if (
                YamlMaps.Text(pairs[i].Key) is not { } key
                || properties.ContainsKey(key)
                || KeyOf(key, type, shape) is not { } meant
                || !known.Add(meant)
            )
                continue;
            Note(path.Length == 0 ? key : $"{path}.{key}", $"'{YamlMaps.Short(key)}' is read as {meant}.");
            pairs[i] = KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(meant), pairs[i].Value);
            changed = true;
        }

        if (!changed)
            return;
        mapping.Children.Clear();
        foreach (var (key, value) in pairs)
            mapping.Children[key] = value;
    }

    private static string? KeyOf(string word, Type type, LooseShape shape)
    {
        var properties = YamlNames.Properties(type);
        if (properties.ContainsKey(word))
            return word;
        var squashed = YamlMaps.Squash(word);
        if (shape.Key is { } key && squashed == YamlMaps.Squash(key))
            return key;
        var alike = properties.Keys.Where(key => YamlMaps.Squash(key) == squashed).ToList();
        return alike.Count == 1 ? alike[0] : shape.Documented(word);
    }

    private YamlNode Choices(YamlNode node, string path)
    {
        if (node is not YamlSequenceNode sequence || sequence.Children.Any(static item => YamlMaps.Text(item) is null))
            return node;
        Note(path, "A list is read as a mapping from capability to options.");
        var mapping = new YamlMappingNode();
        foreach (var item in sequence.Children)
            YamlMaps.Set(mapping, YamlMaps.Text(item)!, new YamlMappingNode());
        return mapping;
    }

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && !type.IsGenericType;
}
