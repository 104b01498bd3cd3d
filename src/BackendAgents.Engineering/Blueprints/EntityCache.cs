using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>How long answers about an entity are kept as copies for callers who may see all of its rows.</summary>
internal sealed record EntityCache
{
    /// <summary>Most seconds of any copy: a day.</summary>
    public const int MaxSeconds = 24 * 60 * 60;

    /// <summary>Seconds that a copy of one row lives, 0 for none, to 86400; a change ends it at once.</summary>
    [Range(0, MaxSeconds)]
    public int Row { get; init; } = 60;

    /// <summary>Seconds that a copy of a page of a list lives, 0 for none, to 86400; a change of any row ends it at once.</summary>
    [Range(0, MaxSeconds)]
    public int List { get; init; } = 60;

    /// <summary>
    /// Seconds for which answers of an operation are kept; 0 for those that are not. Where a cache is asked for and no entity says
    /// anything of it, all entities are kept for the usual time.
    /// </summary>
    public static int SecondsOf(Blueprint blueprint, Operation operation) =>
        operation.Report is { } report ? (IsForAll(operation) ? report.Keep : 0)
        : IsSame(operation) ? Lifetime(blueprint, operation, blueprint.Deployment.Cache is not null)
        : 0;

    /// <summary>
    /// Seconds for which caches before the service keep answers of an operation, which they give to anybody without asking; 0 for those
    /// that only some may have, that are counted, or that nothing ends.
    /// </summary>
    public static int EdgeSecondsOf(Blueprint blueprint, Operation operation) =>
        blueprint.Deployment.Cdn is not null && IsPublic(operation) && !CallLimit.Of(blueprint, operation).Any()
            ? Lifetime(blueprint, operation, isAsked: true)
            : 0;

    private static bool IsPublic(Operation operation) =>
        operation.Kind is OperationKind.Get or OperationKind.List or OperationKind.Download
        && operation.Access.Any(static rule => rule is { Scope: AccessScope.Any, Role: Role.Anonymous });

    private static int Lifetime(Blueprint blueprint, Operation operation, bool isAsked)
    {
        if (blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity) is not { } entity)
            return 0;
        var cache = entity.Cache;
        if (cache is null && isAsked && blueprint.Entities.All(static other => other.Cache is null))
            cache = new EntityCache();
        return (operation.Kind == OperationKind.List ? cache?.List : cache?.Row) ?? 0;
    }

    /// <summary>Whether anything is kept, or may be.</summary>
    public static bool IsUsedBy(Blueprint blueprint) =>
        blueprint.Deployment.Cache is not null
        || blueprint.Entities.Any(static entity => entity.Cache is not null)
        || blueprint.Operations.Any(static operation => operation.Report is { Keep: > 0 });

    /// <summary>Whether some callers are all answered the same: those who may see every row.</summary>
    public static bool IsSame(Operation operation) => operation.Kind is OperationKind.Get or OperationKind.List && IsForAll(operation);

    private static bool IsForAll(Operation operation) => operation.Access.Any(static rule => rule.Scope == AccessScope.Any);
}
