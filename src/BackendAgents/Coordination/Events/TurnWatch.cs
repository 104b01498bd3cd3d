using System.Diagnostics;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Turns;
using BackendAgents.Coordination.Views;
using Microsoft.Agents.AI;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// One turn that is really taken, as traces, metrics and logs see it: whatever ends it, it is counted, once. Not thread-safe.
/// </summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly RunContext _run;
    private readonly TeamTask _task;
    private readonly AIAgent _agent;
    private readonly Activity? _span;
    private readonly IDisposable? _scope;
    private readonly long _started;
    private readonly CancellationToken _cancellation;
    private bool _over;

    private TurnWatch(RunContext run, TeamTask task, AIAgent agent, ViewDocument view, CancellationToken cancellation)
    {
        (_run, _task, _agent, _cancellation) = (run, task, agent, cancellation);
        _span = TeamTelemetry.StartTurn(task, agent.Id, run.RunId, view, run.Options);
        _scope = run.Log?.BeginTurn(task);
        _started = run.Options.Time.GetTimestamp();
    }

    /// <summary>Begins a turn; null when nobody watches.</summary>
    public static TurnWatch? Start(RunContext run, TeamTask task, AIAgent agent, ViewDocument view, CancellationToken cancellation) =>
        run.Log is null && !TeamTelemetry.IsWatched ? null : new TurnWatch(run, task, agent, view, cancellation);

    /// <summary>The turn has come to an end of its own.</summary>
    /// <param name="turn">What came of it.</param>
    /// <param name="before">What earlier sessions have spent in it, and have counted.</param>
    /// <param name="response">The agent's answer; null for none.</param>
    public void End(TurnRecord turn, Usage before, AgentResponse? response) => End(turn, before, response, turn.Failure?.Kind ?? "ok");

    /// <summary>The turn waits for a person.</summary>
    /// <param name="turn">What came of it so far.</param>
    /// <param name="before">What earlier sessions have spent in it, and have counted.</param>
    public void Wait(TurnRecord turn, Usage before) => End(turn, before, null, "waiting");

    private void End(TurnRecord turn, Usage before, AgentResponse? response, string outcome)
    {
        _over = true;
        TeamTelemetry.EndTurn(
            _span,
            turn with
            {
                Usage = Usage.Subtract(turn.Usage, before),
            },
            outcome,
            TurnModel.Of(_agent, response),
            _run.Options
        );
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_over)
            Leave(_cancellation.IsCancellationRequested ? "cancelled" : "error");
        _scope?.Dispose();
        _span?.Dispose();
    }

    private void Leave(string outcome)
    {
        _over = true;
        TeamTelemetry.LeaveTurn(_span, _task, outcome, _run.Options.Time.GetElapsedTime(_started));
    }
}
