using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Gives people what follows from what the brief gave them, where otherwise administrators alone could do it.</summary>
internal static class AccessCompletion
{
    private const string Admin = "admin";
    private const int MaxDepth = 3;

    public static IReadOnlyList<Operation> Complete(Draft draft, IReadOnlyList<Operation> operations)
    {
        if (draft.NoAuthentication)
            return operations;
        var byEntity = operations.ToLookup(static operation => operation.Entity, StringComparer.Ordinal);
        var access = operations.ToDictionary(
            static operation => operation.Id,
            static operation => operation.Access,
            StringComparer.Ordinal
        );
        foreach (var entity in draft.Entities)
            Correct(byEntity[entity.Id], access);
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            foreach (var entity in draft.Entities.Where(static entity => entity.Noun != Draft.Account && entity.Audience != "log"))
                Keep(draft, entity, byEntity, access);
        }

        foreach (var entity in draft.Entities)
            See(draft, entity, byEntity, access);
        return [.. operations.Select(operation => operation with { Access = access[operation.Id] })];
    }

    // Who enters grades corrects them, too.
    private static void Correct(IEnumerable<Operation> own, Dictionary<string, IReadOnlyList<AccessRule>> access)
    {
        var create = own.FirstOrDefault(static operation => operation.Kind == OperationKind.Create);
        var update = own.FirstOrDefault(static operation => operation.Kind == OperationKind.Update);
        if (create is not null && update is not null && IsAdminOnly(access[update.Id]))
            access[update.Id] =
            [
                .. access[create.Id]
                    .Where(static rule => rule is { Scope: AccessScope.Any, Role: not (Role.Anonymous or Role.Authenticated) })
                    .UnionBy(access[update.Id], static rule => rule.Role),
            ];
    }

    // Who manages the menu manages its categories and dishes, and who manages classes their lessons.
    private static void Keep(
        Draft draft,
        DraftEntity entity,
        ILookup<string, Operation> byEntity,
        Dictionary<string, IReadOnlyList<AccessRule>> access
    )
    {
        var writes = byEntity[entity.Id]
            .Where(static operation =>
                operation.Kind
                    is OperationKind.Create
                        or OperationKind.Update
                        or OperationKind.Delete
                        or OperationKind.Link
                        or OperationKind.Unlink
            )
            .ToList();
        if (writes.Count == 0 || !writes.TrueForAll(operation => IsAdminOnly(access[operation.Id])))
            return;
        var wholes = draft
            .Relations.Where(relation =>
                relation.To == entity.Noun
                && (relation.Kind == RelationKind.ManyToMany || (relation.Required && relation.Kind == RelationKind.OneToMany))
            )
            .Select(relation =>
                (Whole: draft.Entity(relation.From), IsPart: relation is { Kind: RelationKind.OneToMany, OnDelete: DeleteBehavior.Cascade })
            )
            .Where(pair => pair.Whole is not null && pair.Whole != entity && pair.Whole.Noun != Draft.Account);
        var keepers = wholes
            .SelectMany(pair => Managers(byEntity[pair.Whole!.Id], access, pair.IsPart))
            .DistinctBy(static rule => rule.Role)
            .ToList();
        foreach (var operation in writes)
            access[operation.Id] = [.. keepers.UnionBy(access[operation.Id], static rule => rule.Role)];
    }

    // Who makes rows sees whom and what they can be for: who manages appointments finds the patients, who votes the ballots.
    private static void See(
        Draft draft,
        DraftEntity entity,
        ILookup<string, Operation> byEntity,
        Dictionary<string, IReadOnlyList<AccessRule>> access
    )
    {
        var kinds = entity.Known is { Transactional: true } ? new[] { OperationKind.Create, OperationKind.List } : [OperationKind.Create];
        foreach (
            var rule in byEntity[entity.Id]
                .Where(operation => kinds.Contains(operation.Kind))
                .SelectMany(operation => access[operation.Id])
                .Where(static rule => rule.Role is not (Admin or Role.Anonymous))
                .Distinct()
                .ToList()
        )
        {
            var role = draft.Roles.Find(role => role.Id == rule.Role);
            foreach (
                var relation in draft.Relations.Where(relation =>
                    relation.To == entity.Noun
                    && relation is { Required: true, Kind: not RelationKind.ManyToMany }
                    && relation.From != Draft.Account
                    && relation.From != entity.Noun
                )
            )
            {
                // Of what they own they see their own, and of people only staff see the others.
                var principal = draft.Entity(relation.From)!;
                if (
                    role is not { Kind: PersonKind.Staff } && principal.Audience == "personal"
                    || rule.Scope == AccessScope.Own
                        && (
                            entity.Owner.Contains(relation)
                            || draft.Role(principal.Noun) is { Kind: PersonKind.Public } && !KnowledgeBase.Instance.IsGroup(principal.Noun)
                        )
                    || role is null && rule.Role != Role.Authenticated
                    || draft.Facts.Any(fact =>
                        fact is PermitFact permit
                        && permit.Thing == principal.Noun
                        && permit.Role == role?.Name
                        && (permit.Denied || permit is { Own: true, Deed: Deed.Read })
                    )
                )
                {
                    continue;
                }

                foreach (
                    var read in byEntity[principal.Id].Where(static operation => operation.Kind is OperationKind.Get or OperationKind.List)
                )
                {
                    if (
                        !access[read.Id]
                            .Any(known =>
                                known.Role == rule.Role || known is { Scope: AccessScope.Any, Role: Role.Anonymous or Role.Authenticated }
                            )
                    )
                        access[read.Id] = [.. access[read.Id], new AccessRule { Role = rule.Role }];
                }
            }
        }
    }

    // Roles that may make rows and remove them again; of a whole with its parts, who may make it, because it is made of them.
    private static IEnumerable<AccessRule> Managers(
        IEnumerable<Operation> operations,
        Dictionary<string, IReadOnlyList<AccessRule>> access,
        bool parts
    )
    {
        var all = operations.ToList();
        var create = all.Find(static operation => operation.Kind == OperationKind.Create);
        var delete = all.Find(static operation => operation.Kind == OperationKind.Delete);
        return create is null || delete is null && !parts
            ? []
            : access[create.Id]
                .Where(rule =>
                    rule is { Scope: AccessScope.Any, Role: not (Admin or Role.Anonymous or Role.Authenticated) }
                    && (parts || access[delete!.Id].Contains(rule))
                );
    }

    private static bool IsAdminOnly(IReadOnlyList<AccessRule> rules) => rules is [{ Role: Admin }];
}
