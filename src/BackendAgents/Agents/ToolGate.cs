using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>Counts the functions of one run, stops it at its bound and starts nothing once it is cancelled. One gate a run.</summary>
internal sealed class ToolGate(int maxTurns, CancellationToken cancellation) : IAutoFunctionInvocationFilter
{
    public const string BoundReached = "Not run: this agent has used all the model calls it was allowed.";

    private int started;
    private int failed;
    private int refused;
    private volatile bool stopped;
    private volatile bool terminated;

    public int Started => Volatile.Read(ref started);

    public int Failed => Volatile.Read(ref failed);

    public int Refused => Volatile.Read(ref refused);

    /// <summary>True once the bound refused a function.</summary>
    public bool Stopped => stopped;

    /// <summary>True once a filter of the host asked to end the run.</summary>
    public bool Terminated => terminated;

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        cancellation.ThrowIfCancellationRequested();
        if (context.RequestSequenceIndex + 1 >= maxTurns)
        {
            stopped = true;
            Interlocked.Increment(ref refused);
            context.Result = new FunctionResult(context.Function, BoundReached);
            context.Terminate = true;
            return;
        }

        Interlocked.Increment(ref started);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref failed);
            throw;
        }

        if (context.Terminate)
            terminated = true;
    }
}
