using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;

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
        var access = operations.ToDictionary(static operation => operation.Id, static operation => operation.Access, StringComparer.Ordinal);
        foreach (var entity in draft.Entities)
            Correct(byEntity[entity.Id], access);
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            foreach (var entity in draft.Entities.Where(static entity => entity.Noun != Draft.Account && entity.Owner.Count == 0 && entity.Audience != "log"))
                Keep(draft, entity, byEntity, access);
        }

        return [.. operations.Select(operation => operation with { Access = access[operation.Id] })];
    }

    // Who enters grades corrects them, too.
    private static void Correct(IEnumerable<Operation> own, Dictionary<string, IReadOnlyList<AccessRule>> access)
    {
        var create = own.FirstOrDefault(static operation => operation.Kind == OperationKind.Create);
        var update = own.FirstOrDefault(static operation => operation.Kind == OperationKind.Update);
        if (create is not null && update is not null && IsAdminOnly(access[update.Id]))
            access[update.Id] = [.. access[create.Id].Where(static rule => rule is { Scope: AccessScope.Any, Role: not (Role.Anonymous or Role.Authenticated) }).UnionBy(access[update.Id], static rule => rule.Role)];
    }

    // Who manages the menu manages its categories and dishes, and who manages classes their lessons.
    private static void Keep(Draft draft, DraftEntity entity, ILookup<string, Operation> byEntity, Dictionary<string, IReadOnlyList<AccessRule>> access)
    {
        var writes = byEntity[entity.Id].Where(static operation => operation.Kind is OperationKind.Create or OperationKind.Update or OperationKind.Delete or OperationKind.Link or OperationKind.Unlink).ToList();
        if (writes.Count == 0 || !writes.TrueForAll(operation => IsAdminOnly(access[operation.Id])))
            return;
        var wholes = draft.Relations
            .Where(relation => relation.To == entity.Noun && (relation.Kind == RelationKind.ManyToMany || (relation.Required && relation.Kind == RelationKind.OneToMany)))
            .Select(relation => draft.Entity(relation.From)).OfType<DraftEntity>()
            .Where(whole => whole != entity && whole.Noun != Draft.Account && whole.Owner.Count == 0);
        var keepers = wholes.SelectMany(whole => Managers(byEntity[whole.Id], access)).DistinctBy(static rule => rule.Role).ToList();
        foreach (var operation in writes)
            access[operation.Id] = [.. keepers.UnionBy(access[operation.Id], static rule => rule.Role)];
    }

    // Roles that may make rows and remove them again.
    private static IEnumerable<AccessRule> Managers(IEnumerable<Operation> operations, Dictionary<string, IReadOnlyList<AccessRule>> access)
    {
        var all = operations.ToList();
        var create = all.Find(static operation => operation.Kind == OperationKind.Create);
        var delete = all.Find(static operation => operation.Kind == OperationKind.Delete);
        return create is null || delete is null ? [] : access[create.Id].Where(rule => rule is { Scope: AccessScope.Any, Role: not (Admin or Role.Anonymous or Role.Authenticated) } && access[delete.Id].Contains(rule));
    }

    private static bool IsAdminOnly(IReadOnlyList<AccessRule> rules) => rules is [{ Role: Admin }];
}
