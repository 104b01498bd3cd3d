namespace SampleService.Infrastructure;

/// <summary>When the database was last away, or had no room for what was to be stored. Safe on any thread.</summary>
internal sealed class DatabaseTroubles(TimeProvider clock)
{
    /// <summary>How long afterwards health speaks of it, in seconds, and callers are asked to wait.</summary>
    public const int Seconds = 30;

    private long _last;

    /// <summary>Whether it was so a moment ago.</summary>
    public bool AreRecent => clock.GetUtcNow().UtcTicks - Interlocked.Read(ref _last) < TimeSpan.FromSeconds(Seconds).Ticks;

    /// <summary>Remembers a failure that is one of these; whether it is.</summary>
    public bool Saw(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (!Databases.IsAway(failure))
                continue;
            Interlocked.Exchange(ref _last, clock.GetUtcNow().UtcTicks);
            return true;
        }

        return false;
    }
}
