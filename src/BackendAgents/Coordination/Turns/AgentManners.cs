using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// Calls agents so that one that holds the thread until it has answered, as a model in the same process may, neither keeps others from
/// working nor outlasts its time. Whoever was seen to hand back the thread is called directly, which costs nothing. Thread-safe.
/// </summary>
internal static class AgentManners
{
    private const double PromptMilliseconds = 5;

    private static readonly long s_atOnce = Stopwatch.Frequency / 10_000;

    private static readonly ConditionalWeakTable<AIAgent, object> s_prompt = [];

    /// <summary>Begins a call.</summary>
    /// <param name="agent">Whom to call.</param>
    /// <param name="message">What it is told.</param>
    /// <param name="options">For this call.</param>
    /// <param name="thread">The run's own thread if nothing in the run goes on meanwhile; null otherwise.</param>
    /// <param name="cancellationToken">For the agent; the caller waits no longer than that, whether the agent heeds it or not.</param>
    public static Task<AgentResponse> Start(
        AIAgent agent,
        ChatMessage message,
        AgentRunOptions? options,
        RunThread? thread,
        CancellationToken cancellationToken
    ) =>
        s_prompt.TryGetValue(agent, out _)
            ? Call(agent, known: true, message, options, cancellationToken)
            : Elsewhere(agent, message, options, thread, cancellationToken);

    // A method of its own: what the lambda captures is allocated where its method begins.
    private static Task<AgentResponse> Elsewhere(
        AIAgent agent,
        ChatMessage message,
        AgentRunOptions? options,
        RunThread? thread,
        CancellationToken cancellationToken
    )
    {
        Func<Task<AgentResponse>> call = () =>
            cancellationToken.IsCancellationRequested
                ? Task.FromCanceled<AgentResponse>(cancellationToken)
                : Call(agent, known: false, message, options, cancellationToken);
        if (thread?.TryCall(call) is { } there)
            return there;

        var answering = Task.Run(call, CancellationToken.None);
        // Who answers at once does so before a caller that waits has been set aside.
        var spin = new SpinWait();
        var until = Stopwatch.GetTimestamp() + s_atOnce;
        while (!answering.IsCompleted && Stopwatch.GetTimestamp() < until)
            spin.SpinOnce(sleep1Threshold: -1);
        return answering;
    }

    private static Task<AgentResponse> Call(
        AIAgent agent,
        bool known,
        ChatMessage message,
        AgentRunOptions? options,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var answering = agent.RunAsync(message, null, options, cancellationToken);
        var prompt = Stopwatch.GetElapsedTime(started).TotalMilliseconds <= PromptMilliseconds;
        if (prompt && !known)
            s_prompt.TryAdd(agent, agent);
        else if (!prompt && known)
            s_prompt.Remove(agent);
        return answering;
    }
}
