using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Relations as a sentence or in the words of others, and the names that follow from both sides.</summary>
internal static class LooseRelation
{
    public static void Read(YamlMappingNode relation, LooseReader reader, string path)
    {
        if (YamlMaps.TextOf(relation, "relation") is { } text && RelationSentence.Read(text) is { } sentence)
        {
            YamlMaps.Remove(relation, "relation");
            YamlMaps.Fill(relation, "kind", YamlNames.Of(sentence.Kind));
            YamlMaps.Fill(relation, "from", sentence.From);
            YamlMaps.Fill(relation, "to", sentence.To);
            if (sentence.Name is { } name)
                YamlMaps.Fill(relation, "name", name);
            if (sentence.Required && YamlMaps.TextOf(relation, "onDelete") is null or "restrict" or "cascade")
                YamlMaps.Fill(relation, "required", "true");
        }

        // Told from the other side: a comment has a post, many comments to one.
        if (YamlMaps.TextOf(relation, "kind") is not { } kind || YamlMaps.Squash(kind) is not ("manytoone" or "belongsto" or "n1"))
            return;
        YamlMaps.Set(relation, "kind", "one-to-many");
        var (from, to) = (YamlMaps.Get(relation, "from"), YamlMaps.Get(relation, "to"));
        if (from is null || to is null)
            return;
        YamlMaps.Set(relation, "from", to);
        YamlMaps.Set(relation, "to", from);
        reader.Note(path, $"'{kind}' is read as one-to-many from {YamlMaps.Text(to)} to {YamlMaps.Text(from)}.");
    }

    /// <summary>Names of both ends where they are left out, or stand at the wrong end.</summary>
    public static void Complete(YamlMappingNode root, LooseReader reader)
    {
        var entities = new EntityNames(root);
        foreach (var (relation, path) in LooseNames.Each(root, "relations"))
        {
            var from = Entity(entities, YamlMaps.TextOf(relation, "from"));
            var to = Entity(entities, YamlMaps.TextOf(relation, "to"));
            if (from is null || to is null || YamlMaps.TextOf(relation, "kind") is not { } kind)
                continue;
            var (many, one) = (kind == "many-to-many", kind == "one-to-one");
            var name = Conventions.Camel(many ? Conventions.Plural(from) : from.Name);
            var inverse = Conventions.Camel(one ? to.Name : Conventions.Plural(to));
            var (given, back) = (YamlMaps.TextOf(relation, "name"), YamlMaps.TextOf(relation, "inverse"));
            if (kind == "one-to-many" && given == inverse && back == name && given != back)
            {
                YamlMaps.Set(relation, "name", name);
                YamlMaps.Set(relation, "inverse", inverse);
                reader.Note(path, $"Name and inverse are exchanged: each {Conventions.Phrase(to.Name)} refers to its {name}.");
                continue;
            }

            // What an entity is to itself has no name of its own.
            if (given is null && from.Name == to.Name)
                continue;
            YamlMaps.Fill(relation, "name", name);
            if (given is not null && Taken(root, relation, inverse))
                inverse = given + Conventions.Pascal(inverse);
            YamlMaps.Fill(relation, "inverse", inverse);
        }
    }

    private static bool Taken(YamlMappingNode root, YamlMappingNode relation, string inverse) =>
        YamlMaps
            .Items(root, "relations")
            .Any(other =>
                !ReferenceEquals(other, relation)
                && YamlMaps.TextOf(other, "from") == YamlMaps.TextOf(relation, "from")
                && YamlMaps.TextOf(other, "inverse") == inverse
            );

    private static Entity? Entity(EntityNames entities, string? reference) =>
        entities.Find(reference) is { } found && YamlMaps.TextOf(found, "name") is { } name
            ? new Entity
            {
                Id = "",
                Name = name,
                Plural = YamlMaps.TextOf(found, "plural"),
            }
            : null;
}
