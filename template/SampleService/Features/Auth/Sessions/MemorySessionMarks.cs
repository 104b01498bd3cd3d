using Microsoft.Extensions.Caching.Memory;

namespace SampleService.Features;

/// <summary>What this process knows of sessions.</summary>
internal sealed class MemorySessionMarks : ISessionMarks, IDisposable
{
    private const int Most = 100_000;

    private readonly MemoryCache _live = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly MemoryCache _ended = new(new MemoryCacheOptions { SizeLimit = Most });

    // Apart from one another, so that whoever has read before a logout overwrites nothing after it.
    public ValueTask<bool?> FindAsync(Guid session) =>
        new(
            _ended.TryGetValue(session, out _) ? false
            : _live.TryGetValue(session, out _) ? true
            : null
        );

    public ValueTask KeepAsync(Guid session, bool isLive)
    {
        var lifetime = isLive ? SessionLifetimes.LiveHere : SessionLifetimes.Ended;
        (isLive ? _live : _ended).Set(session, true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime, Size = 1 });
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _live.Dispose();
        _ended.Dispose();
    }
}
