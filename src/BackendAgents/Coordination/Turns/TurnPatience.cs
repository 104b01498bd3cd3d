namespace BackendAgents.Coordination.Turns;

/// <summary>Ends a turn that takes too long. Stands still while a person is asked. Thread-safe.</summary>
internal sealed class TurnPatience : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private TimeSpan _left;
    private long _since;
    private int _pauses;

    /// <summary>Starts it.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limit">What the turn may take.</param>
    public TurnPatience(TimeProvider time, TimeSpan limit)
    {
        _time = time;
        _left = limit;
        _since = time.GetTimestamp();
        _over = new CancellationTokenSource(limit, time);
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How long it has stood still.</summary>
    public TimeSpan Paused { get; private set; }

    public void Pause()
    {
        lock (_gate)
        {
            if (_pauses++ > 0)
                return;
            _left -= _time.GetElapsedTime(_since);
            _since = _time.GetTimestamp();
            _over.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            if (--_pauses > 0)
                return;
            Paused += _time.GetElapsedTime(_since);
            _since = _time.GetTimestamp();
            _over.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        }
    }

    public void Dispose() => _over.Dispose();
}
