using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Who may call an operation, written short, and names that follow from what it does.</summary>
internal static class LooseOperation
{
    /// <summary><c>admin: own</c>, <c>admin:own</c> and <c>public</c>.</summary>
    public static void Access(YamlMappingNode rule, LooseReader reader, string path)
    {
        if (YamlMaps.TextOf(rule, "role") is not { } role)
            return;
        if (role.Split(':', StringSplitOptions.TrimEntries) is [var name, var scope] && YamlMaps.Get(rule, "scope") is null)
        {
            YamlMaps.Set(rule, "role", name);
            YamlMaps.Set(rule, "scope", LooseShape.Documented(typeof(AccessScope), scope) ?? scope);
            reader.Note(path, $"'{YamlMaps.Short(role)}' is read as role and scope.");
        }
    }

    /// <summary>A name for what has none, and roles that stand for everybody.</summary>
    public static void Complete(YamlMappingNode root, LooseReader reader)
    {
        var entities = new EntityNames(root);
        var roles = YamlMaps.Items(root, "roles").Select(static role => YamlMaps.TextOf(role, "name")).ToList();
        foreach (var (operation, path) in LooseNames.Each(root, "operations"))
        {
            foreach (var (rule, place) in LooseNames.Each(operation, "access", path + "."))
            {
                if (YamlMaps.TextOf(rule, "role") is not { } role || LooseEntities.Find(roles, role) is not null)
                    continue;
                if (role.ToLowerInvariant() is not ("public" or "anyone" or "everyone" or "*"))
                    continue;
                reader.Note(place, $"'{role}' is read as {Role.Anonymous}.");
                YamlMaps.Set(rule, "role", Role.Anonymous);
            }

            if (YamlMaps.TextOf(operation, "name") is not null || YamlMaps.TextOf(operation, "kind") is not { } kind)
                continue;
            if (YamlMaps.TextOf(operation, "entity") is not { } of || kind is not ("create" or "get" or "list" or "update" or "delete"))
                continue;
            var entity = entities.Find(of);
            if (entity is null || YamlMaps.TextOf(entity, "name") is not { } name)
                continue;
            var plural = YamlMaps.TextOf(entity, "plural");
            var called =
                kind
                + (
                    kind == "list"
                        ? Conventions.Plural(
                            new Entity
                            {
                                Id = "",
                                Name = name,
                                Plural = plural,
                            }
                        )
                        : name
                );
            YamlMaps.Set(operation, "name", called);
            reader.Note(path, $"It is called {called}.");
        }
    }
}
