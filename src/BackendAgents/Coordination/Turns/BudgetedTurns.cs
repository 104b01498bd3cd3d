namespace BackendAgents.Coordination.Turns;

/// <summary>The budgets around a turn: no agent is called that has nothing left to spend.</summary>
internal sealed class BudgetedTurns(RunContext run, WatchedTurns inner)
{
    public Task<TurnOutcome> RunAsync(TurnRequest request, CancellationToken cancellationToken)
    {
        var account = new TurnAccount(run, request);
        return account.Begin(request.View) is { } lacking
            ? Task.FromResult(
                new TurnOutcome(new TurnRecord(request.Task) { Failure = TurnFailure.Of(lacking) }) { Overdraft = lacking.Budget }
            )
            : inner.RunAsync(request, account, cancellationToken);
    }
}
