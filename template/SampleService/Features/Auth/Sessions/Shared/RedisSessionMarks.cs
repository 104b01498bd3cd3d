using SampleService.Infrastructure;
using StackExchange.Redis;

namespace SampleService.Features;

/// <summary>
/// What all instances know of sessions, in Redis: a logout at one is felt at once at all. While Redis is away, and for what it has lost,
/// nothing is known and the database is asked.
/// </summary>
internal sealed class RedisSessionMarks(IConnectionMultiplexer redis, RedisKeys keys, ILogger<RedisSessionMarks> logger) : ISessionMarks
{
    private static readonly RedisValue s_live = "live";
    private static readonly RedisValue s_ended = "ended";

    public async ValueTask<bool?> FindAsync(Guid session)
    {
        try
        {
            var mark = await redis.GetDatabase().StringGetAsync(Key(session));
            return mark.IsNull ? null : mark == s_live;
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException)
        {
            logger.LogDebug(problem, "Redis doesn't answer");
            return null;
        }
    }

    public async ValueTask KeepAsync(Guid session, bool isLive)
    {
        try
        {
            var database = redis.GetDatabase();
            if (isLive)
                await database.StringSetAsync(Key(session), s_live, SessionLifetimes.LiveShared, When.NotExists);
            else
                await database.StringSetAsync(Key(session), s_ended, SessionLifetimes.Ended);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException)
        {
            logger.LogDebug(problem, "Redis doesn't answer");
        }
    }

    private RedisKey Key(Guid session) => keys.Sessions + session.ToString("n");
}
