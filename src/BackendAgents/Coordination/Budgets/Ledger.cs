namespace BackendAgents.Coordination.Budgets;

/// <summary>
/// What one scope has spent and reserved against its budget, and through its parent against everybody's. All ledgers of a run
/// share one lock, so a reservation holds in every scope or in none.
/// </summary>
internal sealed class Ledger
{
    // One unit of everything: asks whether any bound is used up.
    private static readonly Usage s_all = new()
    {
        ModelCalls = 1,
        ToolCalls = 1,
        InputTokens = 1,
        OutputTokens = 1,
        Cost = 1,
    };

    private readonly Lock _gate;
    private readonly Ledger? _parent;
    private readonly string _kind;
    private readonly string? _name;
    private Usage _spent;
    private Usage _reserved;
    private TimeSpan _worked;
    private int _rounds;
    private int _round;

    private Ledger(string kind, string? name, Budget limit, Ledger? parent)
    {
        _kind = kind;
        _name = name;
        Limit = limit;
        _parent = parent;
        _gate = parent?._gate ?? new Lock();
    }

    /// <summary>As budgets are named by: <c>run</c>, <c>agent NAME</c>, <c>turn ID</c>.</summary>
    public string Scope => _name is null ? _kind : _kind + " " + _name;

    public Budget Limit { get; }

    public Usage Spent
    {
        get
        {
            lock (_gate)
                return _spent;
        }
    }

    public bool NeedsTokenCount => Limit.NeedsTokenCount || (_parent?.NeedsTokenCount ?? false);

    public static Ledger ForRun(Budget limit) => new("run", null, limit, null);

    public Ledger ForAgent(string name, Budget limit) => new("agent", name, limit, this);

    public Ledger ForTurn(string id, Budget limit) => new("turn", id, limit, this);

    /// <summary>Sets something aside in this scope and all around it. Null when it fits, otherwise what does not.</summary>
    public Overdraft? Reserve(Usage amount)
    {
        lock (_gate)
        {
            if (Lacking(amount) is { } lacking)
                return lacking;
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
                ledger._reserved += amount;
            return null;
        }
    }

    /// <summary>Gives back all that is set aside in this scope, and takes what was really spent. For a scope without children.</summary>
    public void Settle(Usage spent)
    {
        lock (_gate)
        {
            var reserved = _reserved;
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                ledger._reserved = Usage.Subtract(ledger._reserved, reserved);
                ledger._spent += spent;
            }
        }
    }

    /// <summary>
    /// Settles what this scope has come to in all, and how long it took; gives what it comes to. For a scope without children.
    /// </summary>
    public Usage End(Usage total, TimeSpan time)
    {
        lock (_gate)
        {
            Settle(
                new Usage
                {
                    ModelCalls = Math.Max(0, total.ModelCalls - _spent.ModelCalls),
                    InputTokens = Math.Max(0, total.InputTokens - _spent.InputTokens),
                    OutputTokens = Math.Max(0, total.OutputTokens - _spent.OutputTokens),
                    Cost = Math.Max(0, total.Cost - _spent.Cost),
                    Estimated = total.Estimated,
                }
            );
            Work(time);
            return _spent;
        }
    }

    /// <summary>Takes what was spent, whatever is set aside; null when it fits, otherwise nothing is taken.</summary>
    public Overdraft? Spend(Usage amount)
    {
        lock (_gate)
        {
            if (Lacking(amount) is { } lacking)
                return lacking;
            Record(amount);
            return null;
        }
    }

    /// <summary>Takes what is on record as spent.</summary>
    public void Record(Usage spent)
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
                ledger._spent += spent;
        }
    }

    /// <summary>Counts a round in this scope alone, once; says when there is none left.</summary>
    /// <param name="round">Its number.</param>
    public Overdraft? BeginRound(int round)
    {
        lock (_gate)
        {
            if (round == _round)
                return null;
            if (Limit.Rounds is { } most && _rounds >= most)
                return new Overdraft(Scope + ".rounds", most);
            _round = round;
            _rounds++;
            return null;
        }
    }

    /// <summary>Takes working time in this scope and all around it.</summary>
    public void Work(TimeSpan time)
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
                ledger._worked += time;
        }
    }

    /// <summary>
    /// The working time that is left in this scope or around it, the run's excepted, and the budget that says so; null without any bound.
    /// </summary>
    public (TimeSpan Left, Overdraft Then)? TimeLeft()
    {
        lock (_gate)
        {
            (TimeSpan Left, Overdraft Then)? least = null;
            // The run's own time is measured by RunClock.
            for (var ledger = this; ledger._parent is not null; ledger = ledger._parent)
            {
                if (ledger.Limit.WallTime is { } bound && (least is null || bound - ledger._worked < least.Value.Left))
                    least = (bound - ledger._worked, new Overdraft(ledger.Scope + ".wallTime", (decimal)bound.TotalSeconds));
            }

            return least;
        }
    }

    /// <summary>What is already over its bound after settling, in this scope or around it.</summary>
    public Overdraft? Overdrawn()
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                if (ledger.Exceeded(ledger._spent, s_all) is { } over)
                    return over;
            }

            return null;
        }
    }

    /// <summary>Whether nothing is left of a budget of this scope or one around it, by its name: <c>agent NAME.toolCalls</c>.</summary>
    public bool IsExhausted(string budget)
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                if (!budget.StartsWith(ledger.Scope + ".", StringComparison.Ordinal))
                    continue;
                var limit = ledger.Limit;
                return budget[(ledger.Scope.Length + 1)..] switch
                {
                    "rounds" => ledger._rounds >= limit.Rounds,
                    "modelCalls" => ledger._spent.ModelCalls >= limit.ModelCalls,
                    "toolCalls" => ledger._spent.ToolCalls >= limit.ToolCalls,
                    "inputTokens" => ledger._spent.InputTokens >= limit.InputTokens,
                    "outputTokens" => ledger._spent.OutputTokens >= limit.OutputTokens,
                    "cost" => ledger._spent.Cost >= limit.Cost,
                    "wallTime" => ledger._worked >= limit.WallTime,
                    _ => false,
                };
            }

            return false;
        }
    }

    /// <summary>
    /// The bounds of this scope of which half or more is spent, in words; a run's rounds and time excepted, which it does not count here.
    /// </summary>
    public IReadOnlyList<string> HalfSpent()
    {
        if (ReferenceEquals(Limit, Budget.Unlimited))
            return [];
        lock (_gate)
        {
            List<string>? lines = null;
            Add("modelCalls", _spent.ModelCalls, Limit.ModelCalls);
            Add("toolCalls", _spent.ToolCalls, Limit.ToolCalls);
            Add("inputTokens", _spent.InputTokens, Limit.InputTokens);
            Add("outputTokens", _spent.OutputTokens, Limit.OutputTokens);
            Add("cost", _spent.Cost, Limit.Cost);
            if (_parent is not null)
            {
                Add("rounds", _rounds, Limit.Rounds);
                Add("wallTime", Math.Round((decimal)_worked.TotalSeconds), (decimal?)Limit.WallTime?.TotalSeconds, " s");
            }

            return lines ?? (IReadOnlyList<string>)[];

            void Add(string name, decimal used, decimal? limit, string unit = "")
            {
                if (limit is { } bound && used * 2 >= bound)
                    (lines ??= []).Add(FormattableString.Invariant($"{Scope}.{name}: {used} of {bound}{unit} spent"));
            }
        }
    }

    // The first bound, in this scope or around it, that the amount would break.
    private Overdraft? Lacking(Usage more)
    {
        for (var ledger = this; ledger is not null; ledger = ledger._parent)
        {
            if (ledger.Exceeded(ledger._spent + ledger._reserved + more, more) is { } lacking)
                return lacking;
        }

        return null;
    }

    // The first bound of this scope that is broken, among those that the amount asks for.
    private Overdraft? Exceeded(Usage after, Usage asked) =>
        ReferenceEquals(Limit, Budget.Unlimited)
            ? null
            : Exceeds("modelCalls", after.ModelCalls, Limit.ModelCalls, asked.ModelCalls)
                ?? Exceeds("toolCalls", after.ToolCalls, Limit.ToolCalls, asked.ToolCalls)
                ?? Exceeds("inputTokens", after.InputTokens, Limit.InputTokens, asked.InputTokens)
                ?? Exceeds("outputTokens", after.OutputTokens, Limit.OutputTokens, asked.OutputTokens)
                ?? Exceeds("cost", after.Cost, Limit.Cost, asked.Cost);

    private Overdraft? Exceeds(string name, decimal after, decimal? limit, decimal more) =>
        limit is { } bound && more > 0 && after > bound ? new Overdraft($"{Scope}.{name}", bound) : null;
}

/// <summary>A budget that does not suffice.</summary>
/// <param name="Budget">Scope and bound: <c>run.modelCalls</c>.</param>
/// <param name="Limit">The bound; seconds for working time.</param>
internal sealed record Overdraft(string Budget, decimal Limit);
