using System.Diagnostics;
using BackendAgents.Coordination.Turns;
using BackendAgents.Coordination.Views;
using Microsoft.Agents.AI;

namespace BackendAgents.Coordination.Events;

/// <summary>One turn that is really taken, as traces, metrics and logs see it: whatever ends it, it is counted, once. Not thread-safe.</summary>
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
    public void End(TurnRecord turn, AgentResponse? response)
    {
        _over = true;
        TeamTelemetry.EndTurn(_span, turn, TurnModel.Of(_agent, response), _run.Options);
    }

    /// <summary>The turn waits for a person. What it has spent is counted when it ends.</summary>
    public void Wait() => Leave("waiting");

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
