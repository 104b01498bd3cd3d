using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Capabilities.Caching.Redis;

/// <summary>What a delivered service keeps in Redis; a test holds it against the code that does so.</summary>
internal static class RedisKeySpace
{
    /// <summary>Each kind of key: what stands behind the space's name, what it is, and how long it lives.</summary>
    public static IReadOnlyList<(string Prefix, string Key, string Value, string Lifetime, TimeSpan Most)> Keys { get; } =
    [
        (
            "copy",
            "operation and SHA-256 of stamps and question; wrote:account beside a replica",
            "a copy of an answer; that an account has just changed something",
            "as declared, at most a day",
            TimeSpan.FromDays(1)
        ),
        ("stamp", "table, table/id or table/*", "12 random bytes, replaced by a change", "1 hour", TimeSpan.FromHours(1)),
        ("rate", "account:id, address:ip or auth:address:ip", "calls of a caller", "1 minute", TimeSpan.FromMinutes(1)),
        ("session", "session", "whether it goes on", "10 seconds; its end as long as a token of it", TimeSpan.FromMinutes(61)),
    ];

    /// <summary>The table for people.</summary>
    public static string Table(Blueprint blueprint)
    {
        var space = blueprint.Service.Name;
        return string.Join(
            '\n',
            Keys.Where(key => key.Prefix != "session" || Sessions.AreUsed(blueprint))
                .Select(key => $"| `{space}:{key.Prefix}:…` | {key.Key} | {key.Value} | {key.Lifetime} |")
                .Prepend("|---|---|---|---|")
                .Prepend("| key | behind it | what is kept | for how long |")
        );
    }
}
