using Microsoft.Extensions.Caching.Distributed;

namespace SampleService.Infrastructure;

/// <summary>
/// Who has changed something lately, and is therefore answered by the database itself. All instances know of it through the cache that
/// they share; where they share none, nobody who is logged in is answered by a replica.
/// </summary>
internal sealed class OwnWrites(Replica replica, TimeProvider clock, IDistributedCache? shared, ILogger<OwnWrites> logger)
{
    // Until then nobody is known not to have changed anything: the cache did not take a note.
    private long _unsureTicks;

    /// <summary>Whether a caller may be answered by the replica.</summary>
    public async ValueTask<bool> AllowAsync(HttpContext http)
    {
        var caller = Caller.Of(http);
        if (!replica.IsUsable || !caller.IsKnown)
            return replica.IsUsable;
        if (shared is null || clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _unsureTicks) || IsNew(http))
            return false;
        try
        {
            return await shared.GetAsync(Key(caller), http.RequestAborted) is null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogDebug(problem, "The cache doesn't say who has changed something");
            return false;
        }
    }

    /// <summary>Remembers that a caller has changed something.</summary>
    public async Task RememberAsync(Caller caller)
    {
        if (replica.Connection is null || shared is null)
            return;
        try
        {
            await shared.SetAsync(Key(caller), [1], new() { AbsoluteExpirationRelativeToNow = replica.OwnWrites });
        }
        catch (Exception problem)
        {
            logger.LogDebug(problem, "The cache doesn't take note of who has changed something");
            Interlocked.Exchange(ref _unsureTicks, (clock.GetUtcNow() + replica.OwnWrites).UtcTicks);
        }
    }

    // An account that has just registered or logged in was stored by somebody who was not known yet.
    private bool IsNew(HttpContext http) =>
        !long.TryParse(http.User.FindFirst("iat")?.Value, out var since)
        || clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(since) < replica.OwnWrites;

    private static string Key(Caller caller) => $"wrote:{caller.Id:n}";
}
