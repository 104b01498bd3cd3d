using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>The budgets of a run and its members: what is left of them, and who is told when half is spent. Not thread-safe.</summary>
internal sealed class RunBudgets
{
    private readonly RunContext _run;
    private readonly RunClock _clock;
    private readonly Ledger _ledger;
    private readonly Dictionary<string, Ledger> _members;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public RunBudgets(RunContext run, RunClock clock, IReadOnlyList<TeamMember> members)
    {
        _run = run;
        _clock = clock;
        _ledger = Ledger.ForRun(run.Options.Budget);
        _members = members.ToDictionary(
            static member => member.Name,
            member => _ledger.ForAgent(member.Name, member.Budget ?? Budget.Unlimited),
            StringComparer.Ordinal
        );
    }

    /// <summary>Rounds begun so far.</summary>
    public int Round { get; private set; }

    public Usage Spent => _ledger.Spent;

    public Ledger Of(TeamMember member) => _members[member.Name];

    /// <summary>Begins the next round; says when there is none left.</summary>
    public Overdraft? BeginRound()
    {
        if (_run.Options.Budget.Rounds is { } rounds && Round >= rounds)
            return new Overdraft("run.rounds", rounds);
        Round++;
        return null;
    }

    /// <summary>Counts this round for a member, once; says when it has none left.</summary>
    public Overdraft? BeginRound(TeamMember member) => Of(member).BeginRound(Round);

    /// <summary>The budget that ends the run after a turn, with its limit where that is known; null when none does. Tells what is half
    /// spent by then.</summary>
    public (string Budget, decimal? Limit)? After(TurnOutcome outcome)
    {
        var ledger = _members[outcome.Record.Task.Role];
        foreach (var line in (IEnumerable<string>)[.. HalfSpent(), .. ledger.HalfSpent()])
        {
            if (_told.Add(line[..line.IndexOf(':', StringComparison.Ordinal)]))
                _run.Emit(new BudgetHalfSpent(line));
        }

        // A budget that was spent when the turn was recorded may have been raised since.
        if (outcome is { EndsRun: true, Overdraft: { } spent } && (!outcome.Record.Replayed || ledger.IsExhausted(spent)))
            return (spent, null);
        return _ledger.Overdrawn() is { } over ? (over.Budget, over.Limit) : null;
    }

    /// <summary>What a member is told: the budgets of the run and its own of which half is spent; null for none.</summary>
    public ViewSection? Section(TeamMember member)
    {
        List<string> lines = [.. HalfSpent(), .. Of(member).HalfSpent()];
        return lines.Count == 0 ? null : new ViewSection(ViewSections.Budget, "text", string.Join('\n', lines));
    }

    private IEnumerable<string> HalfSpent()
    {
        var budget = _run.Options.Budget;
        if (budget.Rounds is { } rounds && Round * 2 >= rounds)
            yield return string.Create(CultureInfo.InvariantCulture, $"run.rounds: {Round} of {rounds} spent");
        if (budget.WallTime is { } wall && _clock.Elapsed * 2 >= wall)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"run.wallTime: {_clock.Elapsed.TotalSeconds:0} of {wall.TotalSeconds:0} s spent"
            );
        foreach (var line in _ledger.HalfSpent())
            yield return line;
    }
}
