namespace BackendAgents.Coordination.Turns;

/// <summary>
/// The thread on which a run begins. When all of the run waits for one call, the call is made right there once the run has been set
/// aside, so that no other thread is woken for it; if the call holds the thread, the run's timers let the run go on elsewhere.
/// </summary>
internal sealed class RunThread
{
    // Any other thread sees only that this is not its own id; the rest is for this thread alone.
    private int _id;
    private Task? _next;
    private bool _calling;

    /// <summary>Runs on a thread of its own, until the run waits for something that this thread does not do.</summary>
    public static Task StartAsync(Func<RunThread, Task> run) => Task.Run(() => new RunThread().Work(run), CancellationToken.None);

    /// <summary>
    /// Has a call made once whoever runs on this thread has been set aside; null if that cannot be, as on any other thread.
    /// </summary>
    /// <param name="call">Called once. What it begins is waited for elsewhere.</param>
    public Task<T>? TryCall<T>(Func<Task<T>> call)
    {
        // Inside of a call the thread may never come back; what goes on there does so by accident.
        if (_id != Environment.CurrentManagedThreadId || _calling || _next is not null)
            return null;
        var next = new Task<Task<T>>(() =>
        {
            _calling = true;
            try
            {
                return call();
            }
            finally
            {
                _calling = false;
            }
        });
        _next = next;
        return next.Unwrap();
    }

    private Task Work(Func<RunThread, Task> run)
    {
        _id = Environment.CurrentManagedThreadId;
        var running = run(this);
        while (_next is { } next)
        {
            _next = null;
            next.RunSynchronously(TaskScheduler.Default);
        }

        // From here on the thread serves others.
        _id = 0;
        return running;
    }
}
