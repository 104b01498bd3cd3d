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

    private static readonly long AtOnce = Stopwatch.Frequency / 10_000;

    private static readonly ConditionalWeakTable<AIAgent, object> Prompt = [];

    public static Task<AgentResponse> Start(AIAgent agent, ChatMessage message, AgentRunOptions? options, CancellationToken cancellationToken) =>
        Prompt.TryGetValue(agent, out _)
            ? Call(agent, message, options, cancellationToken)
            : Elsewhere(agent, message, options, cancellationToken);

    // A method of its own: what the lambda captures is allocated where its method begins.
    private static Task<AgentResponse> Elsewhere(AIAgent agent, ChatMessage message, AgentRunOptions? options, CancellationToken cancellationToken)
    {
        var answering = Task.Run(() => Call(agent, message, options, cancellationToken), cancellationToken);
        // Who answers at once does so before a caller that waits has been set aside.
        var spin = new SpinWait();
        var until = Stopwatch.GetTimestamp() + AtOnce;
        while (!answering.IsCompleted && Stopwatch.GetTimestamp() < until)
            spin.SpinOnce(sleep1Threshold: -1);
        return answering;
    }

    private static Task<AgentResponse> Call(AIAgent agent, ChatMessage message, AgentRunOptions? options, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var answering = agent.RunAsync(message, null, options, cancellationToken);
        if (Stopwatch.GetElapsedTime(started).TotalMilliseconds > PromptMilliseconds)
            Prompt.Remove(agent);
        else
            Prompt.TryAdd(agent, agent);
        return answering;
    }
}
