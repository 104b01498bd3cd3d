namespace SampleService.Infrastructure;

/// <summary>The key space: all keys begin with the name of the space, and each ends by itself.</summary>
internal sealed class RedisKeys(string space)
{
    /// <summary>The name before all keys.</summary>
    public string Space => space;

    /// <summary>What keys begin with: each of a kind that stands here.</summary>
    public IReadOnlyList<string> All => [Copies, Stamps, Rates, Sessions];

    /// <summary>Copies of answers; they end with the copy.</summary>
    public string Copies { get; } = space + ":copy:";

    /// <summary>Stamps of what copies are made of.</summary>
    public string Stamps { get; } = space + ":stamp:";

    /// <summary>Calls of a caller in the present minute.</summary>
    public string Rates { get; } = space + ":rate:";

    /// <summary>Whether sessions go on; as short as <c>SessionLifetimes</c> say.</summary>
    public string Sessions { get; } = space + ":session:";

    /// <summary>How long a stamp is kept. One that has ended is made anew, and finds none of the copies before it.</summary>
    public static TimeSpan StampLifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>How long calls are counted together.</summary>
    public static TimeSpan RateWindow { get; } = TimeSpan.FromMinutes(1);
}
