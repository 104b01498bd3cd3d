using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Finds and sets the way over relations from an entity to the account that owns its rows.</summary>
internal static class OwnerPath
{
    public const int MaxHops = 4;

    public static void Set(DraftEntity entity, List<DraftRelation> path, string role)
    {
        entity.Owner = path;
        entity.OwnerRoles.Add(role);
        foreach (var relation in path)
            relation.Required |= relation == path[0] && path[0].From != Draft.Account | path.Count == 1;
    }

    // Breadth first over many-to-one relations to the account: by a relation that is named for the role, or over the person's own record.
    public static List<DraftRelation>? Find(Draft draft, DraftEntity entity, string? role, int maxHops)
    {
        var queue = new Queue<List<DraftRelation>>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { entity.Noun };
        queue.Enqueue([]);
        while (queue.TryDequeue(out var path))
        {
            var at = path.Count == 0 ? entity.Noun : path[^1].From;
            foreach (
                var relation in draft.Relations.Where(relation =>
                    relation.To == at && relation.Kind != RelationKind.ManyToMany && relation.From != relation.To
                )
            )
            {
                List<DraftRelation> next = [.. path, relation];
                if (relation.From == Draft.Account)
                {
                    var fits =
                        role is null
                        || role == Draft.Account
                        || relation.Name == Conventions.Camel(role)
                        || at == role
                        || (
                            path.Count > 0
                            && draft.Entity(at)!.OwnerRoles.Contains(role)
                            && draft.Entity(at)!.Owner.FirstOrDefault() == relation
                        )
                        || (
                            path.Count == 0 && draft.Entity(entity.Noun)!.Known?.Owner == relation.Name && draft.Role(relation.Name) is null
                        );
                    if (fits && (draft.Role(at) is null || role is null || at == role || path.Count == 0))
                        return next;
                    continue;
                }

                var parent = draft.Entity(relation.From)!;
                if (
                    next.Count < maxHops
                    && seen.Add(relation.From)
                    && (relation.From == role || parent.Audience is not ("published" or "catalogue"))
                    && (draft.Role(parent.Noun) is null || parent.Noun == role)
                )
                    queue.Enqueue(next);
            }
        }

        return null;
    }
}
