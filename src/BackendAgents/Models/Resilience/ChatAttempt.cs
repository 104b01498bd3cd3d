using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models.Resilience;

/// <summary>One attempt at a chat call: watches which functions run in it, and its time without them.</summary>
internal sealed class ChatAttempt : IFunctionInvocationFilter, IDisposable
{
    private readonly ChatHistory history;
    private readonly int before;
    private readonly TimeSpan timeout;
    private readonly CancellationTokenSource time;
    private readonly CancellationTokenSource either;
    private readonly Lock gate = new();
    private int started;
    private int running;
    private bool keptOpen;

    public ChatAttempt(ChatHistory history, Kernel? kernel, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        this.history = history;
        this.timeout = timeout;
        before = history.Count;
        time = new CancellationTokenSource(timeout, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        Kernel = kernel?.Clone();
        Kernel?.FunctionInvocationFilters.Insert(0, this);
    }

    /// <summary>The caller's kernel, watched; null when there is none.</summary>
    public Kernel? Kernel { get; }

    public CancellationToken Token => either.Token;

    public bool TimedOut => time.IsCancellationRequested;

    /// <summary>True when another attempt with the same history repeats no function.</summary>
    public bool MayGoOn
    {
        get
        {
            lock (gate)
            {
                return running == 0 && (started == 0
                    || (history.Count > before && history[^1].Role == AuthorRole.Tool
                        && history.Skip(before).SelectMany(m => m.Items).Count(i => i is FunctionResultContent) >= started));
            }
        }
    }

    /// <summary>A stream that has begun outlives the attempt; its time is no longer bounded.</summary>
    public void KeepOpen()
    {
        keptOpen = true;
        time.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Close()
    {
        if (!keptOpen)
            Dispose();
    }

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        lock (gate)
        {
            started++;
            if (running++ == 0)
                Rearm(Timeout.InfiniteTimeSpan);
        }

        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                if (--running == 0 && !keptOpen)
                    Rearm(timeout);
            }
        }
    }

    public void Dispose()
    {
        either.Dispose();
        time.Dispose();
    }

    private void Rearm(TimeSpan span)
    {
        try
        {
            time.CancelAfter(span);
        }
        catch (ObjectDisposedException)
        {
            // A function that ignored its token outlived the attempt.
        }
    }
}
