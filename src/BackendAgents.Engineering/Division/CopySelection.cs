using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Division;

/// <summary>
/// Which rows of other services a service keeps copies of, and what of each: what its own rows refer to, what leads from there to their
/// owners, and the fields that its expressions name.
/// </summary>
internal static partial class CopySelection
{
    /// <param name="draft">The service's own part.</param>
    /// <param name="whole">The blueprint of all services.</param>
    /// <param name="owners">Who owns what in it.</param>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<EntityFeed> Of(Blueprint draft, Blueprint whole, Ownership owners, ServiceBoundary service)
    {
        var entities = new SortedSet<string>(StringComparer.Ordinal);
        var relations = new SortedSet<string>(StringComparer.Ordinal);
        void Add(string? entity)
        {
            if (entity is not null && owners.Index.EntityById(entity) is not null && owners.Of(entity) != service)
                entities.Add(entity);
        }

        if (draft.Authentication.Kind != AuthenticationKind.None)
            Add(draft.Authentication.Account);
        foreach (var operation in draft.Operations)
        foreach (var field in operation.Input)
            Add(field.RefersTo);
        foreach (var relation in whole.Relations.Where(relation => relation.Kind != RelationKind.ManyToMany))
        {
            if (owners.Of(relation.To) == service)
                Add(relation.From);
        }

        foreach (var path in draft.Entities.Select(owners.Index.OwnerPath))
        foreach (var relation in path.Where(step => owners.Of(step.To) != service))
        {
            Follow(relation);
        }

        // What expressions reach through a copy is a copy, too: line.order.customer.
        var texts = Expressions(draft);
        for (var more = true; more; )
        {
            var found = whole
                .Relations.Where(relation => entities.Contains(relation.To) && !relations.Contains(relation.Id))
                .Where(relation => relation.Kind != RelationKind.ManyToMany && IsNamed(relation.Name, relation.To))
                .ToList();
            found.ForEach(Follow);
            more = found.Count > 0;
        }

        return
        [
            .. entities.Select(id => new EntityFeed(
                id,
                [
                    .. owners
                        .Index.EntityById(id)!
                        .Fields.Where(field => field.Type != FieldType.File && IsNamed(field.Name, id))
                        .Select(static field => field.Id),
                ],
                [.. relations.Where(relation => owners.Index.RelationById(relation)!.To == id)]
            )),
        ];

        void Follow(Relation relation)
        {
            relations.Add(relation.Id);
            Add(relation.To);
            Add(relation.From);
        }

        bool IsNamed(string member, string entity)
        {
            var names = whole
                .Relations.Where(relation => relation.From == entity && relation.Kind != RelationKind.ManyToMany)
                .Select(static relation => relation.Name)
                .Concat(draft.Authentication.Account == entity ? ["caller"] : []);
            return names.Any(name => texts.Contains((name, member)) || texts.Contains((name, member + "Id")));
        }
    }

    // Each pair of names with a dot between them, wherever it stands: too much is copied rather than too little.
    internal static HashSet<(string Owner, string Member)> Expressions(Blueprint draft) =>
        Pair()
            .Matches(BlueprintYaml.Write(draft))
            .Select(static match => (match.Groups["owner"].Value, match.Groups["member"].Value))
            .ToHashSet();

    [GeneratedRegex(@"(?<owner>\w+)(?=[?!]?\.(?<member>\w+))", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
