using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>What one turn may spend: each model call is set aside before it is made, and settled after. Thread-safe.</summary>
internal sealed class TurnAccount
{
    private readonly RunContext _run;
    private readonly string _member;
    private readonly Ledger _ledger;

    /// <summary>Opens the account with what earlier sessions have spent in the turn.</summary>
    public TurnAccount(RunContext run, TurnRequest request)
    {
        _run = run;
        _member = request.Task.Role;
        _ledger = request.Ledger.ForTurn(request.Task.Id, run.Options.TurnBudget);
        if (request.History is { } history)
        {
            _ledger.Record(history.OnRecord);
            _ledger.Work(TimeSpan.FromTicks(history.Pauses.Sum(static pause => pause.Duration)));
        }

        Before = _ledger.Spent;
        var member = request.Member;
        Limit = member.Timeout ?? (request.Writes ? run.Options.WorkerTimeout : run.Options.ReviewerTimeout);
        // The member's remaining working time counts when it is shorter than its timeout.
        if (_ledger.TimeLeft() is { } time && time.Left < Limit)
            (Limit, LimitBudget) = time;
    }

    /// <summary>What earlier sessions have spent in the turn.</summary>
    public Usage Before { get; }

    /// <summary>How long the turn may take.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The budget that is spent once that time is over; null when it is only the end of patience.</summary>
    public Overdraft? LimitBudget { get; }

    /// <summary>What was settled so far.</summary>
    public Usage Spent => _ledger.Spent;

    /// <summary>Sets the first model call aside. Null when it fits, and there is time.</summary>
    /// <param name="view">What the agent is about to be sent.</param>
    public Overdraft? Begin(ViewDocument view) =>
        Limit <= TimeSpan.Zero && LimitBudget is not null
            ? LimitBudget
            : ReserveCall(_ledger.NeedsTokenCount ? TokenCounter.Count(view.Render()) : 0);

    /// <summary>Sets a model call aside. Null when it fits.</summary>
    /// <param name="input">Tokens that it is likely to send.</param>
    public Overdraft? ReserveCall(long input)
    {
        var output = _ledger.NeedsTokenCount ? _run.Options.ReservedOutputTokens : 0;
        return _ledger.Reserve(
            new Usage
            {
                ModelCalls = 1,
                InputTokens = input,
                OutputTokens = output,
                Cost = _run.LikelyCost(_member, input, output),
            }
        );
    }

    /// <summary>Takes a tool call. Null when it fits.</summary>
    public Overdraft? SpendToolCall() => _ledger.Spend(new Usage { ToolCalls = 1 });

    /// <summary>Puts what was really spent in place of what is set aside.</summary>
    public void Settle(Usage spent) => _ledger.Settle(spent);

    /// <summary>The turn waits for a person: gives back what is set aside, and takes the working time so far.</summary>
    public void Pause(TimeSpan duration)
    {
        _ledger.Settle(Usage.None);
        _ledger.Work(duration);
    }

    /// <summary>Settles what the turn has spent in all, as its agent says, and how long it took; gives what it comes to.</summary>
    public Usage End(Usage total, TimeSpan duration) => _ledger.End(total, duration);
}
