using System.Collections.Concurrent;

namespace SampleService.Infrastructure;

/// <summary>
/// Stamps with a memory for changes that could not be told: until they are told, this instance uses no copies. Where nobody answers it asks
/// again only after a while.
/// </summary>
internal sealed class CacheStamps(ICacheStamps stamps, CacheMetrics metrics, TimeProvider clock, ILogger<CacheStamps> logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, byte> _owed = new(StringComparer.Ordinal);
    private long _askAgain;

    /// <summary>Where copies are.</summary>
    public string Place => stamps.Place;

    /// <summary>Whether copies can be used, as far as is known.</summary>
    public bool IsAway => Volatile.Read(ref _askAgain) > 0;

    /// <summary>The stamps that hold now; null when copies must not be used.</summary>
    public async ValueTask<string[]?> CurrentAsync(string[] names)
    {
        var again = Volatile.Read(ref _askAgain);
        if (again > 0 && clock.GetTimestamp() < again)
            return null;
        var current = await TellOwedAsync() ? await stamps.CurrentAsync(names) : null;
        Remember(current is not null);
        return current;
    }

    /// <summary>Tells that something has changed. It is told again later where that is not possible now.</summary>
    public async ValueTask ReplaceAsync(IReadOnlyCollection<string> names)
    {
        if (!IsAway && await stamps.ReplaceAsync(names))
            return;
        foreach (var name in names)
            _owed[name] = 0;
        Remember(isThere: false);
    }

    private async ValueTask<bool> TellOwedAsync()
    {
        if (_owed.IsEmpty)
            return true;
        var owed = _owed.Keys.ToList();
        // Taken out before they are told: what changes meanwhile is owed anew.
        owed.ForEach(name => _owed.TryRemove(name, out _));
        if (await stamps.ReplaceAsync(owed))
            return true;
        owed.ForEach(name => _owed[name] = 0);
        return false;
    }

    private void Remember(bool isThere)
    {
        var wasAway =
            Interlocked.Exchange(
                ref _askAgain,
                isThere ? 0 : clock.GetTimestamp() + (long)(s_pause.TotalSeconds * clock.TimestampFrequency)
            ) > 0;
        metrics.IsAway = !isThere;
        if (wasAway != isThere)
            return;
        if (isThere)
            logger.LogInformation("Copies of answers are used again");
        else
            logger.LogWarning("Copies of answers can't be used: the database answers everything");
    }
}
