using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models.Resilience;

/// <summary>One attempt at a chat call: watches which functions run in it, and its time without them.</summary>
internal sealed class ChatAttempt : IFunctionInvocationFilter, IDisposable
{
    private readonly ChatHistory _history;
    private readonly int _before;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;
    private readonly Lock _gate = new();
    private int _started;
    private int _running;
    private bool _keptOpen;

    public ChatAttempt(ChatHistory history, Kernel? kernel, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        _history = history;
        _timeout = timeout;
        _before = history.Count;
        _time = new CancellationTokenSource(timeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellation);
        Kernel = kernel?.Clone();
        Kernel?.FunctionInvocationFilters.Insert(0, this);
    }

    /// <summary>The caller's kernel, watched; null when there is none.</summary>
    public Kernel? Kernel { get; }

    public CancellationToken Token => _either.Token;

    public bool TimedOut => _time.IsCancellationRequested;

    /// <summary>True when another attempt with the same history repeats no function.</summary>
    public bool MayGoOn
    {
        get
        {
            lock (_gate)
            {
                return _running == 0
                    && (
                        _started == 0
                        || (
                            _history.Count > _before
                            && _history[^1].Role == AuthorRole.Tool
                            && _history.Skip(_before).SelectMany(m => m.Items).Count(i => i is FunctionResultContent) >= _started
                        )
                    );
            }
        }
    }

    /// <summary>A stream that has begun outlives the attempt; its time is no longer bounded.</summary>
    public void KeepOpen()
    {
        _keptOpen = true;
        _time.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Close()
    {
        if (!_keptOpen)
            Dispose();
    }

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        lock (_gate)
        {
            _started++;
            if (_running++ == 0)
                Rearm(Timeout.InfiniteTimeSpan);
        }

        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--_running == 0 && !_keptOpen)
                    Rearm(_timeout);
            }
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }

    private void Rearm(TimeSpan span)
    {
        try
        {
            _time.CancelAfter(span);
        }
        catch (ObjectDisposedException)
        {
            // A function that ignored its token outlived the attempt.
        }
    }
}
