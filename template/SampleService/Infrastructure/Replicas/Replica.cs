namespace SampleService.Infrastructure;

/// <summary>
/// A copy of the database that follows it, and how far behind it is at most. What it answers is used only while that is known to be within
/// the bound. Safe on any thread.
/// </summary>
/// <param name="primary">Connection string of the database.</param>
/// <param name="connection">Connection string of the replica; null where there is none.</param>
/// <param name="maxLag">How far behind it may be.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class Replica(string primary, string? connection, TimeSpan maxLag, TimeProvider clock)
{
    private const int MostWaiting = 120;

    // Positions of the database, and when it had reached them; the replica has not, as far as is known.
    private readonly Queue<(DateTimeOffset At, string Position)> _ahead = new();
    private long _reachedTicks;

    /// <summary>Connection string of the database.</summary>
    public string Primary => primary;

    /// <summary>Connection string of the replica; null where there is none.</summary>
    public string? Connection => connection;

    /// <summary>How far behind it is at most.</summary>
    public TimeSpan Lag => clock.GetUtcNow() - new DateTimeOffset(Interlocked.Read(ref _reachedTicks), TimeSpan.Zero);

    /// <summary>Whether it may answer.</summary>
    public bool IsUsable => connection is not null && Lag <= maxLag;

    /// <summary>How long after a change its author is answered by the database: by then a usable replica has it.</summary>
    public TimeSpan OwnWrites => maxLag + TimeSpan.FromSeconds(2);

    /// <summary>It did not answer: it is not asked again before it was looked at.</summary>
    public void Lose() => Interlocked.Exchange(ref _reachedTicks, 0);

    /// <summary>Looks how far it has come. Not by two at once.</summary>
    /// <param name="position">Asks the database where it is.</param>
    /// <param name="reached">Asks the replica whether it has come so far.</param>
    public async Task LookAsync(Func<Task<string>> position, Func<string, Task<bool>> reached)
    {
        // The time before the question: what was stored by then is in the answer.
        var now = clock.GetUtcNow();
        _ahead.Enqueue((now, await position()));
        if (_ahead.Count > MostWaiting)
            _ahead.Dequeue();
        while (_ahead.TryPeek(out var next) && await reached(next.Position))
        {
            Interlocked.Exchange(ref _reachedTicks, next.At.UtcTicks);
            _ahead.Dequeue();
        }
    }
}
