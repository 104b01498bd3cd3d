namespace BackendAgents.Coordination.Turns;

/// <summary>Working time of a run: what earlier sessions took by their record, and what this one takes. Thread-safe.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TimeSpan _base;
    private long _since = time.GetTimestamp();

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _base + time.GetElapsedTime(_since);
        }
    }

    /// <summary>Sets the clock to the working time of a record. The time that it took to read the record does not count.</summary>
    public void Reach(TimeSpan elapsed)
    {
        lock (_gate)
        {
            _base = elapsed;
            _since = time.GetTimestamp();
        }
    }
}
