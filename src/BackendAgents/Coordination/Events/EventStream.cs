using System.Runtime.ExceptionServices;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// Events on their way to whoever listens. To wake a listener takes longer than a turn need take, so it is woken for all that happens
/// within about a millisecond; a channel wakes it for each. Any number of writers, one reader.
/// </summary>
internal sealed class EventStream
{
    // As many as a short run has.
    private const int Some = 32;

    private readonly Lock _gate = new();
    private List<TeamEvent> _held = new(Some);
    private List<TeamEvent> _read = [];
    private TaskCompletionSource? _arrival;
    private bool _due;
    private bool _ended;

    /// <summary>Why there is no last event; null as long as none is missing. For the reader, once it is over.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Whether nothing more will come; what came may still be unread.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
                return _ended;
        }
    }

    /// <summary>Adds an event; one that comes after the end is dropped.</summary>
    public void Add(TeamEvent happened)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _held.Add(happened);
            if (_due || _arrival is null)
                return;
            _due = true;
        }

        EventPace.Wake(this);
    }

    /// <summary>Adds the last event. A listener that waits goes on with it on this thread, which must have nothing else to do.</summary>
    public void End(TeamEvent last) => End(last, null);

    /// <summary>Ends without a last event. A listener that waits goes on as with <see cref="End(TeamEvent)"/>.</summary>
    public void Fail(Exception error) => End(null, ExceptionDispatchInfo.Capture(error));

    /// <summary>Lets a listener that waits go on, on a thread of its own.</summary>
    public void Tell()
    {
        if (Taken() is { } arrival)
            ThreadPool.UnsafeQueueUserWorkItem(static arrival => arrival.SetResult(), arrival, preferLocal: false);
    }

    /// <summary>Waits until there is something to read or nothing more will come.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
            return _held.Count > 0 || _ended ? Task.CompletedTask : (_arrival = new TaskCompletionSource()).Task;
    }

    /// <summary>All that has happened since the last call; good until the next one.</summary>
    public List<TeamEvent> Read()
    {
        lock (_gate)
        {
            _read.Clear();
            (_held, _read) = (_read, _held);
            return _read;
        }
    }

    private void End(TeamEvent? last, ExceptionDispatchInfo? failure)
    {
        lock (_gate)
        {
            if (last is not null)
                _held.Add(last);
            Failure = failure;
            _ended = true;
        }

        Taken()?.SetResult();
    }

    // Completed by one only, and outside of the lock, for the listener may go on right there.
    private TaskCompletionSource? Taken()
    {
        lock (_gate)
        {
            var arrival = _arrival;
            (_arrival, _due) = (null, false);
            return arrival;
        }
    }
}
