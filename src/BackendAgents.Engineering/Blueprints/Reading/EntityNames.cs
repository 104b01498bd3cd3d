using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// The entities of a document by their names and ids, in any notation and number. Made once for many references, so that a document of
/// a thousand entities is read in time that grows with its length.
/// </summary>
internal sealed class EntityNames
{
    private readonly Dictionary<string, YamlMappingNode> _bySquashed = new(StringComparer.Ordinal);

    /// <summary>Names of the entities that stand in a document now.</summary>
    public EntityNames(YamlMappingNode root)
    {
        foreach (var entity in YamlMaps.Items(root, "entities"))
        {
            foreach (var key in (string[])["name", "id", "plural"])
            {
                if (YamlMaps.TextOf(entity, key) is { } name)
                    _bySquashed.TryAdd(YamlMaps.Squash(name), entity);
            }
        }
    }

    /// <summary>The entity that a reference means; null for none.</summary>
    public YamlMappingNode? Find(string? reference)
    {
        if (reference is null || YamlMaps.Squash(reference) is not { Length: > 0 } squashed)
            return null;
        return _bySquashed.GetValueOrDefault(squashed) ?? _bySquashed.GetValueOrDefault(YamlMaps.Squash(Conventions.Singular(reference)));
    }
}
