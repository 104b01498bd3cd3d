using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;

namespace BackendAgents.Coordination.Turns;

/// <summary>Traces, metrics and log scope around a turn that is not taken from the journal. Every such turn is counted once.</summary>
internal sealed class WatchedTurns(RunContext run, AgentTurns inner)
{
    public async Task<TurnOutcome> RunAsync(TurnRequest request, TurnAccount account, CancellationToken cancellationToken)
    {
        if (run.Log is null && !TeamTelemetry.IsWatched)
            return await inner.RunAsync(request, account, cancellationToken).ConfigureAwait(false);
        var (task, options) = (request.Task, run.Options);
        using var span = TeamTelemetry.StartTurn(task, request.Agent.Id, run.RunId, request.View, options);
        using var scope = run.Log?.BeginTurn(task);
        var started = options.Time.GetTimestamp();
        try
        {
            var outcome = await inner.RunAsync(request, account, cancellationToken).ConfigureAwait(false);
            // Earlier sessions have counted what they have spent in the turn.
            var turn = outcome.Record with { Usage = Usage.Subtract(outcome.Record.Usage, account.Before) };
            var word = outcome.Waiting is not null ? "waiting" : turn.Failure?.Kind ?? "ok";
            TeamTelemetry.EndTurn(span, turn, word, outcome.Model, options);
            return outcome;
        }
        catch
        {
            var word = cancellationToken.IsCancellationRequested ? "cancelled" : "error";
            TeamTelemetry.LeaveTurn(span, task, word, options.Time.GetElapsedTime(started));
            throw;
        }
    }
}
