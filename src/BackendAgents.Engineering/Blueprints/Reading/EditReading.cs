using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// What one edit means: <c>set</c> and <c>remove</c> with a path, and for each part of the form <c>upsertField</c>, <c>setTargets</c> and
/// the like. JSON Patch's <c>add</c> and <c>replace</c> with a pointer are <c>set</c>.
/// </summary>
internal static class EditReading
{
    /// <summary>How an edit looks, for messages.</summary>
    public const string Example =
        "Write edits as [{\"op\":\"set\",\"path\":\"entities.Post.fields.title.maxLength\",\"value\":200},"
        + "{\"op\":\"set\",\"path\":\"operations.createPost\",\"value\":{…}},{\"op\":\"remove\",\"path\":\"entities.Tag\"}].";

    private static readonly string[] s_inner = ["field", "index", "check"];

    /// <summary>Applies an edit; says what is wrong with it when it can't.</summary>
    public static (string Message, string Remedy)? Apply(BlueprintTree tree, YamlMappingNode edit)
    {
        if (YamlMaps.TextOf(edit, "op") is not { } op)
            return ("It has no 'op'.", Example);
        var squashed = YamlMaps.Squash(op);
        if (squashed is "remove" or "delete" or "unset" || squashed.StartsWith("remove", StringComparison.Ordinal))
            return (YamlMaps.TextOf(edit, "path") ?? YamlMaps.TextOf(edit, "id") ?? YamlMaps.TextOf(edit, "name")) is { } target
                ? tree.Remove(target)
                : ($"'{op}' needs a 'path' or an 'id'.", "Write {\"op\":\"remove\",\"path\":\"entities.Tag\"}.");
        if (squashed is "set" or "add" or "replace" or "upsert" or "update")
        {
            if (YamlMaps.TextOf(edit, "path") is not { } path)
                return ($"'{op}' needs a 'path'.", Example);
            return YamlMaps.Get(edit, "value") is { } value
                ? tree.Set(path, value)
                : ($"'{op}' at '{YamlMaps.Short(path)}' needs a 'value'.", Example);
        }

        var verb =
            squashed.StartsWith("upsert", StringComparison.Ordinal) ? "upsert"
            : squashed.StartsWith("set", StringComparison.Ordinal) ? "set"
            : null;
        return verb is null || Section(squashed[verb.Length..]) is not { } section
            ? ($"'{YamlMaps.Short(op)}' is no edit.", Example)
            : Typed(tree, edit, op, section.Payload, section.Path);
    }

    private static (string Message, string Remedy)? Typed(BlueprintTree tree, YamlMappingNode edit, string op, string payload, string path)
    {
        var form = $"Write {{\"op\":\"{op}\",{(path.Length == 0 ? "\"entity\":\"Post\"," : "")}\"{payload}\":{{…}}}}.";
        var value = YamlMaps.Get(edit, payload)
            ?? YamlMaps.Get(edit, "value")
            ?? edit.Children.FirstOrDefault(pair => YamlMaps.Squash(YamlMaps.Text(pair.Key) ?? "") == YamlMaps.Squash(payload)).Value;
        if (value is null)
            return ($"'{op}' needs '{payload}'.", form);
        if (path == "capabilities")
            return value is YamlMappingNode choice && YamlMaps.TextOf(choice, "id") is { } id
                ? tree.Set($"capabilities.{id}", YamlMaps.Get(choice, "options") ?? new YamlMappingNode())
                : ("A capability has an 'id'.", "Write {\"op\":\"setCapability\",\"capability\":{\"id\":\"redis\",\"options\":{}}}.");
        if (path.Length > 0)
            return BlueprintTree.IsList(path) ? tree.Upsert(path, value) : tree.Set(path, value);
        if ((YamlMaps.TextOf(edit, "entity") ?? YamlMaps.TextOf(edit, "entityId")) is not { } entity)
            return ($"'{op}' needs 'entity', the id or name of the entity.", form);
        return tree.Upsert($"entities.{entity}.{(payload == "index" ? "indexes" : payload + "s")}", value);
    }

    // 'upsertOperation' is about the root's 'operations'; 'upsertField' about the fields of an entity.
    private static (string Payload, string Path)? Section(string word)
    {
        if (s_inner.FirstOrDefault(inner => inner == word) is { } part)
            return (part, "");
        var key = YamlNames
            .Properties(typeof(Blueprint))
            .Keys.FirstOrDefault(key => YamlMaps.Squash(key) == word || YamlMaps.Squash(Conventions.Singular(key)) == word);
        return key is null ? null : (BlueprintTree.IsList(key) || key == "capabilities" ? Conventions.Singular(key) : key, key);
    }
}
