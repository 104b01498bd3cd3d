namespace BackendAgents.Coordination.Events;

/// <summary>
/// Wakes listeners a millisecond after something happened. One timer for all: to set one takes about as long as to wake somebody.
/// </summary>
internal static class EventPace
{
    private const int Milliseconds = 1;

    private static readonly Lock s_gate = new();
    private static readonly Timer s_timer = Create();
    private static List<EventStream> s_due = [];

    /// <summary>Tells the stream's listener soon.</summary>
    public static void Wake(EventStream stream)
    {
        lock (s_gate)
        {
            s_due.Add(stream);
            if (s_due.Count == 1)
                s_timer.Change(Milliseconds, Timeout.Infinite);
        }
    }

    // Without what flows with the run that happens to be the first.
    private static Timer Create()
    {
        using (ExecutionContext.SuppressFlow())
            return new Timer(static _ => Tick(), null, Timeout.Infinite, Timeout.Infinite);
    }

    private static void Tick()
    {
        List<EventStream> due;
        lock (s_gate)
            (due, s_due) = (s_due, []);
        foreach (var stream in due)
            stream.Tell();
    }
}
