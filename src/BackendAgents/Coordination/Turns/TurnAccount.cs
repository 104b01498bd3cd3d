using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>What one turn spends: each model call is set aside before it is made, and settled after. Thread-safe.</summary>
internal readonly struct TurnAccount(RunContext run, string member, Ledger ledger)
{
    /// <summary>What was settled so far.</summary>
    public Usage Spent => ledger.Spent;

    /// <summary>Sets the first model call aside. Null when it fits.</summary>
    /// <param name="view">What the agent is about to be sent.</param>
    public Overdraft? Begin(ViewDocument view) => ReserveCall(ledger.NeedsTokenCount ? TokenCounter.Count(view.Render()) : 0);

    /// <summary>Sets a model call aside. Null when it fits.</summary>
    /// <param name="input">Tokens that it is likely to send.</param>
    public Overdraft? ReserveCall(long input)
    {
        var amount = new Usage
        {
            ModelCalls = 1,
            InputTokens = input,
            OutputTokens = ledger.NeedsTokenCount ? run.Options.ReservedOutputTokens : 0,
        };
        return ledger.Reserve(amount with { Cost = run.LikelyCost(member, amount.InputTokens, amount.OutputTokens) });
    }

    /// <summary>Takes a tool call. Null when it fits.</summary>
    public Overdraft? SpendToolCall() => ledger.Spend(new Usage { ToolCalls = 1 });

    /// <summary>Takes what is on record as spent in this turn.</summary>
    public void Record(Usage spent) => ledger.Record(spent);

    /// <summary>Puts what was really spent in place of what is set aside.</summary>
    public void Settle(Usage spent) => ledger.Settle(spent);

    /// <summary>Settles what the turn has spent in all, as its agent says, and how long it took; gives what it comes to.</summary>
    public Usage End(Usage total, TimeSpan duration) => ledger.End(total, duration);
}
