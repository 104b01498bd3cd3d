namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>What is kept as copies: within bounds, and only where something can be.</summary>
internal static class CacheValidation
{
    public static void Check(ProblemList report)
    {
        var blueprint = report.Blueprint;
        for (var i = 0; i < blueprint.Entities.Count; i++)
        {
            var entity = blueprint.Entities[i];
            if (entity.Cache is not { } cache)
                continue;
            var path = $"entities[{i}].cache";
            Bounds(report, cache.Row, path + ".row");
            Bounds(report, cache.List, path + ".list");
            report.AddIf(
                !report.Index.OperationsOf(entity.Id).Any(EntityCache.IsSame),
                BlueprintRules.NotApplicable,
                path,
                $"Nobody may read all rows of {NameValidation.Short(entity.Name)}, so no two callers are answered the same.",
                "Take 'cache' from it, or let a role get or list any rows.",
                ProblemEdit.Remove(path)
            );
        }
    }

    /// <summary>Whether a copy may live so long.</summary>
    public static void Bounds(ProblemList report, int seconds, string path) =>
        report.AddIf(
            seconds is < 0 or > EntityCache.MaxSeconds,
            BlueprintRules.OutOfRange,
            path,
            "A copy lives 0 to 86400 seconds.",
            "Write 60; 0 keeps none."
        );
}
