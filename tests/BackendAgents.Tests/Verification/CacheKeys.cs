using System.Globalization;
using BackendAgents.Engineering.Capabilities.Caching.Redis;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

/// <summary>Holds what a Redis keeps against the documented key space.</summary>
internal static class CacheKeys
{
    private const string All = """
        local found = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do found[#found + 1] = redis.call('PTTL', key) .. ' ' .. key end
        return found
        """;

    /// <summary>Every key stands in the table and ends by itself; keys of each kind named are there.</summary>
    public static async Task AssertDocumentedAsync(CacheServer cache, params string[] expected)
    {
        var port = cache.Connection[(cache.Connection.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var request = new ProcessRequest("redis-cli", "-p", port, "EVAL", All, "0") { Timeout = TimeSpan.FromSeconds(30) };
        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);
        Assert.That(result.Succeeded, result.Text);

        var keys = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).ToList();
        // The cache's library writes a copy and its end by two commands, and a test may end its service between them.
        var endless = keys.Where(static key => key.Lifetime <= TimeSpan.Zero && key.Kind != "copy");
        Assert.That(endless.Select(static key => key.Name), Is.Empty, "without an end");
        var known = RedisKeySpace.Keys.ToDictionary(static key => key.Prefix, static key => key.Most, StringComparer.Ordinal);
        Assert.That(keys.Select(static key => key.Kind).Distinct(), Is.SubsetOf(known.Keys).And.SupersetOf(expected));
        Assert.That(keys.Where(key => key.Lifetime > known[key.Kind]).Select(static key => key.Name), Is.Empty, "longer than documented");
    }

    // Behind the lifetime stand the space's name, the kind and the rest.
    private static (string Name, string Kind, TimeSpan Lifetime) Read(string line)
    {
        var (lifetime, name) = (
            line[..line.IndexOf(' ', StringComparison.Ordinal)],
            line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]
        );
        return (name, name.Split(':')[1], TimeSpan.FromMilliseconds(long.Parse(lifetime, CultureInfo.InvariantCulture)));
    }
}
