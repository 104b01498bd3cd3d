using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>
/// Counts the replies and functions of one run, stops it at its bound and starts nothing once it is cancelled. One gate a run.
/// </summary>
internal sealed class ToolGate(int maxTurns, CancellationTokenSource ending, CancellationToken cancellation) : IAutoFunctionInvocationFilter
{
    public const string BoundReached = "Not run: this agent has used all the model calls it was allowed.";

    private int _replies;
    private int _started;
    private int _failed;
    private int _refused;
    private volatile bool _stopped;
    private volatile bool _terminated;

    public int Started => Volatile.Read(ref _started);

    public int Failed => Volatile.Read(ref _failed);

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>True once the bound refused a function.</summary>
    public bool Stopped => _stopped;

    /// <summary>True once a filter of the host asked to end the run.</summary>
    public bool Terminated => _terminated;

    /// <summary>True once the run was ended between two calls of the model; what the service then throws is no failure.</summary>
    public bool Ended => ending.IsCancellationRequested && !cancellation.IsCancellationRequested;

    /// <summary>
    /// Counts a reply that asks for functions. When none of them can be run no filter is called, so whether there is another model call
    /// is decided here.
    /// </summary>
    /// <param name="asked">How many functions it asks for.</param>
    /// <param name="impossible">How many of them cannot be run.</param>
    /// <param name="goOn">Whether the host lets the run go on.</param>
    public void Asked(int asked, int impossible, bool goOn)
    {
        _replies++;
        if (impossible < asked || (goOn && _replies < maxTurns))
            return;
        _stopped |= goOn;
        _terminated |= !goOn;
        ending.Cancel();
    }

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Math.Max(_replies, context.RequestSequenceIndex + 1) >= maxTurns)
        {
            _stopped = true;
            Interlocked.Increment(ref _refused);
            context.Result = new FunctionResult(context.Function, BoundReached);
            context.Terminate = true;
            return;
        }

        Interlocked.Increment(ref _started);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref _failed);
            throw;
        }

        if (context.Terminate)
            _terminated = true;
    }
}
