using System.Security.Cryptography;
using StackExchange.Redis;

namespace SampleService.Infrastructure;

/// <summary>
/// Stamps that all instances share. One that is not there, since it has ended, was evicted or all was flushed, is made by chance: it is
/// never one that was there before.
/// </summary>
internal sealed class RedisStamps(IConnectionMultiplexer redis, RedisKeys keys, ILogger<RedisStamps> logger) : ICacheStamps
{
    public string Place => "Copies are in Redis, for all instances.";

    public async ValueTask<string[]?> CurrentAsync(string[] names)
    {
        try
        {
            var database = redis.GetDatabase();
            var found = await database.StringGetAsync([.. names.Select(Key)]);
            for (var i = 0; i < names.Length; i++)
            {
                if (found[i].IsNull)
                    found[i] = await MakeAsync(database, Key(names[i]));
            }

            return Array.Exists(found, static stamp => stamp.IsNull) ? null : [.. found.Select(static stamp => stamp.ToString())];
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException)
        {
            logger.LogDebug(problem, "Redis doesn't answer");
            return null;
        }
    }

    public async ValueTask<bool> ReplaceAsync(IReadOnlyCollection<string> names)
    {
        try
        {
            var database = redis.GetDatabase();
            var told = await Task.WhenAll(names.Select(name => database.StringSetAsync(Key(name), New(), RedisKeys.StampLifetime)));
            return Array.TrueForAll(told, static done => done);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException)
        {
            logger.LogDebug(problem, "Redis doesn't answer");
            return false;
        }
    }

    // Of two that make one at once, one does.
    private static async Task<RedisValue> MakeAsync(IDatabase database, RedisKey key)
    {
        RedisValue made = New();
        return await database.StringSetAsync(key, made, RedisKeys.StampLifetime, When.NotExists)
            ? made
            : await database.StringGetAsync(key);
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private RedisKey Key(string name) => keys.Stamps + name;
}
