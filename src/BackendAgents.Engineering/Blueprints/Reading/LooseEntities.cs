using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>What stands inside an entity or field and belongs elsewhere: relations, operations, and closed lists of values.</summary>
internal static class LooseEntities
{
    private static readonly string[] s_relations = ["relations", "relationships"];
    private static readonly string[] s_operations = ["operations", "endpoints"];

    public static void Lift(YamlMappingNode root, LooseReader reader)
    {
        foreach (var (entity, path) in LooseNames.Each(root, "entities"))
        {
            var name = YamlMaps.TextOf(entity, "name") ?? "";
            foreach (var (field, place) in LooseNames.Each(entity, "fields", path + "."))
                Enum(root, field, name, reader, place);
            foreach (var key in s_relations)
                Move(root, entity, key, "relations", null, reader, path);
            foreach (var key in s_operations)
                Move(root, entity, key, "operations", name, reader, path);
        }
    }

    /// <summary>The name that a reference means, in any notation and number; null for none.</summary>
    public static string? Find(IEnumerable<string?> names, string reference)
    {
        var squashed = YamlMaps.Squash(reference);
        var singular = YamlMaps.Squash(Conventions.Singular(reference));
        return squashed.Length == 0
            ? null
            : names.FirstOrDefault(name =>
                name is not null && YamlMaps.Squash(name) is var known && (known == squashed || known == singular)
            );
    }

    // A field with its values gets an enum of its own.
    private static void Enum(YamlMappingNode root, YamlMappingNode field, string entity, LooseReader reader, string path)
    {
        if (YamlMaps.ListOf(field, "enum") is not { } values || YamlMaps.TextOf(field, "name") is not { } name)
            return;
        var called = Conventions.Pascal(entity) + Conventions.Pascal(name);
        YamlMaps.ListAt(root, "enums").Add(new YamlMappingNode { { "name", called }, { "values", values } });
        YamlMaps.Set(field, "enum", called);
        YamlMaps.Set(field, "type", "enum");
        reader.Note(path + ".enum", $"The values are read as the enum {called}.");
    }

    private static void Move(
        YamlMappingNode root,
        YamlMappingNode entity,
        string key,
        string list,
        string? of,
        LooseReader reader,
        string path
    )
    {
        if (YamlMaps.Get(entity, key) is not YamlNode given || (list == "relations" && !IsWhole(given)))
            return;
        if (given is YamlMappingNode byName && list == "operations")
            given = new YamlSequenceNode(byName.Children.Select(static pair => (YamlNode)Operation(pair.Key, pair.Value)));
        if (given is not YamlSequenceNode sequence)
            return;
        YamlMaps.Remove(entity, key);
        foreach (var item in sequence.Children)
        {
            var moved = item;
            if (of is not null && YamlMaps.Text(item) is { } kind)
                moved = new YamlMappingNode { { "kind", kind } };
            if (of is not null && moved is YamlMappingNode operation)
                YamlMaps.Fill(operation, "entity", of);
            YamlMaps.ListAt(root, list).Add(moved);
        }

        reader.Note($"{path}.{key}", $"'{key}' inside an entity is read as part of '{list}' of the document.");
    }

    // Both sides are said, so that nothing has to be guessed.
    private static bool IsWhole(YamlNode given) =>
        given is YamlSequenceNode sequence
        && sequence.Children.All(static item =>
            YamlMaps.Text(item) is not null
            || item is YamlMappingNode mapping
                && (
                    YamlMaps.Get(mapping, "relation") is not null
                    || (YamlMaps.Get(mapping, "from") is not null && YamlMaps.Get(mapping, "to") is not null)
                )
        );

    private static YamlMappingNode Operation(YamlNode name, YamlNode value)
    {
        var operation = new YamlMappingNode { { "name", name } };
        foreach (var (key, content) in (value as YamlMappingNode ?? []).Children)
            operation.Add(key, content);
        if (YamlMaps.Text(value) is { } kind)
            operation.Add("kind", kind);
        return operation;
    }
}
