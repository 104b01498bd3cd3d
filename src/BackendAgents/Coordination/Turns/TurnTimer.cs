namespace BackendAgents.Coordination.Turns;

/// <summary>Ends a turn that takes too long. Stands still while a person is asked. Thread-safe.</summary>
internal sealed class TurnTimer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _since;
    private int _pauses;

    /// <summary>Starts it.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limit">What the turn may take.</param>
    /// <param name="ending">Ends the turn.</param>
    public TurnTimer(TimeProvider time, TimeSpan limit, CancellationTokenSource ending)
    {
        _time = time;
        _left = limit;
        _since = time.GetTimestamp();
        _timer = time.CreateTimer(
            static state => TurnRunner.Cancel((CancellationTokenSource)state!),
            ending,
            limit,
            Timeout.InfiniteTimeSpan
        );
    }

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
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
            _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();
}
