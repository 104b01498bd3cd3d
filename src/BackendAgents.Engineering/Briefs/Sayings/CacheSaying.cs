using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>For how long answers are kept as copies: 'Products are cached in Redis for 5 minutes'.</summary>
internal static class CacheSaying
{
    private const int Minute = 60;
    private const string InMemory = "memory";

    /// <summary>Null where the thing isn't there, or the time is longer than copies may live.</summary>
    public static Declared? Declare(SayingModel model, Said said)
    {
        var seconds =
            said.Number("number")
            * said["unit"].TrimEnd('s') switch
            {
                "minute" or "min" => Minute,
                "hour" => Minute * Minute,
                _ => 1,
            };
        var named = model.Entity(said["thing"]);
        List<Entity> things =
            named is not null ? [named]
            : said["thing"].Length > 0 ? []
            : [.. model.Blueprint.Entities.Where(entity => entity != model.Account)];
        if (seconds is null or < 1 or > EntityCache.MaxSeconds || things.Count == 0 || named is not null && named == model.Account)
            return null;
        var deployment = model.Blueprint.Deployment;
        var cache = new EntityCache { Row = seconds.Value, List = seconds.Value };
        return new Declared(
            model.Blueprint with
            {
                Deployment = deployment with { Cache = said["store"] is { Length: > 0 } store ? store : deployment.Cache ?? InMemory },
                Entities = [.. model.Blueprint.Entities.Select(entity => things.Contains(entity) ? entity with { Cache = cache } : entity)],
            },
            [.. things.Select(static entity => "cache " + entity.Id)]
        );
    }
}
