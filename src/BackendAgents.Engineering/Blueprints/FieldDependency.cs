namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// What follows from what within an entity: rows with the same values of some fields have the same values of others. Where those fields
/// are no key, a fact is stored in many rows (third normal form), which a rule finds unless a reason is recorded.
/// </summary>
internal sealed record FieldDependency
{
    /// <summary>Names of the fields and references that decide: <c>postalCode</c>.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Names of the fields that follow from them: <c>city</c>.</summary>
    public required IReadOnlyList<string> Determine { get; init; }

    /// <summary>Why the fact is stored in many rows all the same; the data model's page shows it. Empty where it is not meant.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Those of an entity's that make it store a fact more than once and record no reason: their fields are no key, nor lead to one, and
    /// what follows is no part of a key.
    /// </summary>
    public static IEnumerable<FieldDependency> Repeated(Blueprint blueprint, Entity entity)
    {
        var keys = Keys(blueprint, entity);
        return entity.Dependencies.Where(dependency =>
            dependency.Reason.Length == 0
            && dependency.Determine.Any(name => !keys.Any(key => key.Contains(name)))
            && Closure(entity, dependency.Fields) is var known
            && !keys.Any(known.IsSupersetOf)
        );
    }

    // What is unique and always there tells one row; 'id' is only reached by one of these.
    private static List<HashSet<string>> Keys(Blueprint blueprint, Entity entity)
    {
        var names = entity.Fields.Select(static field => (field.Id, field.Name, field.Required)).ToList();
        names.AddRange(
            blueprint
                .Relations.Where(relation => relation.To == entity.Id && relation.Kind != RelationKind.ManyToMany)
                .Select(static relation => (relation.Id, relation.Name, relation.Required))
        );
        var keys = entity
            .Fields.Where(static field => field is { Unique: true, Required: true })
            .Select(static field => new[] { field.Name });
        var pairs = entity
            .Indexes.Where(index => index.Unique && index.Columns.All(column => names.Exists(one => one.Id == column && one.Required)))
            .Select(index => index.Columns.Select(column => names.Find(one => one.Id == column).Name).ToArray());
        var rules = entity
            .Rules.Where(static rule => rule.Unique is { Where: null })
            .Select(static rule => rule.Unique!.Fields.ToArray())
            .Where(fields => fields.All(field => names.Exists(one => one.Name == field && one.Required)));
        var single = blueprint
            .Relations.Where(relation => relation.To == entity.Id && relation is { Kind: RelationKind.OneToOne, Required: true })
            .Select(static relation => new[] { relation.Name });
        return [.. keys.Concat(pairs).Concat(rules).Concat(single).Select(static names => names.ToHashSet(StringComparer.Ordinal))];
    }

    // All that follows from some fields, by one dependency after another.
    private static HashSet<string> Closure(Entity entity, IEnumerable<string> fields)
    {
        var known = fields.ToHashSet(StringComparer.Ordinal);
        int count;
        do
        {
            count = known.Count;
            foreach (var dependency in entity.Dependencies.Where(dependency => dependency.Fields.All(known.Contains)))
                known.UnionWith(dependency.Determine);
        } while (known.Count > count);
        return known;
    }
}
