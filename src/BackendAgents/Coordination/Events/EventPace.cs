namespace BackendAgents.Coordination.Events;

/// <summary>Wakes listeners a millisecond after something happened. One timer for all: to set one takes about as long as to wake somebody.</summary>
internal static class EventPace
{
    private const int Milliseconds = 1;

    private static readonly Lock Gate = new();
    private static readonly Timer Timer = Create();
    private static List<EventStream> s_due = [];

    /// <summary>Tells the stream's listener soon.</summary>
    public static void Wake(EventStream stream)
    {
        lock (Gate)
        {
            s_due.Add(stream);
            if (s_due.Count == 1)
                Timer.Change(Milliseconds, Timeout.Infinite);
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
        lock (Gate)
            (due, s_due) = (s_due, []);
        foreach (var stream in due)
            stream.Tell();
    }
}
