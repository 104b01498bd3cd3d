namespace BackendAgents.Coordination.Budgets;

/// <summary>
/// What one scope has spent and reserved against its budget, and through its parent against everybody's. All ledgers of a run
/// share one lock, so a reservation holds in every scope or in none.
/// </summary>
internal sealed class Ledger
{
    private readonly Lock _gate;
    private readonly Ledger? _parent;
    private Usage _spent;
    private Usage _reserved;

    private Ledger(string scope, Budget limit, Ledger? parent)
    {
        Scope = scope;
        Limit = limit;
        _parent = parent;
        _gate = parent?._gate ?? new Lock();
    }

    public string Scope { get; }

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

    public static Ledger ForRun(Budget limit) => new("run", limit, null);

    public Ledger Child(string scope, Budget limit) => new(scope, limit, this);

    /// <summary>Sets something aside in this scope and all around it. Null when it fits, otherwise what does not.</summary>
    public Overdraft? Reserve(Usage amount)
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                if (ledger.Lacking(amount) is { } lacking)
                    return lacking;
            }

            for (var ledger = this; ledger is not null; ledger = ledger._parent)
                ledger._reserved += amount;
            return null;
        }
    }

    /// <summary>Turns a reservation into what was really spent.</summary>
    public void Settle(Usage reserved, Usage spent)
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                ledger._reserved += Negative(reserved);
                ledger._spent += spent;
            }
        }
    }

    /// <summary>What is already over its bound after settling, in this scope or around it.</summary>
    public Overdraft? Overdrawn()
    {
        lock (_gate)
        {
            for (var ledger = this; ledger is not null; ledger = ledger._parent)
            {
                if (ledger.Over() is { } over)
                    return over;
            }

            return null;
        }
    }

    /// <summary>The bounds of this scope of which half or more is spent, in words.</summary>
    public IReadOnlyList<string> HalfSpent()
    {
        if (ReferenceEquals(Limit, Budget.Unlimited))
            return [];
        var spent = Spent;
        List<string>? lines = null;
        Add("modelCalls", spent.ModelCalls, Limit.ModelCalls);
        Add("toolCalls", spent.ToolCalls, Limit.ToolCalls);
        Add("inputTokens", spent.InputTokens, Limit.InputTokens);
        Add("outputTokens", spent.OutputTokens, Limit.OutputTokens);
        Add("cost", spent.Cost, Limit.Cost);
        return lines ?? (IReadOnlyList<string>)[];

        void Add(string name, decimal used, decimal? limit)
        {
            if (limit is { } bound && used * 2 >= bound)
                (lines ??= []).Add(FormattableString.Invariant($"{Scope}.{name}: {used} of {bound} spent"));
        }
    }

    private Overdraft? Lacking(Usage more)
    {
        var after = _spent + _reserved + more;
        return Exceeds("modelCalls", after.ModelCalls, Limit.ModelCalls, more.ModelCalls)
            ?? Exceeds("toolCalls", after.ToolCalls, Limit.ToolCalls, more.ToolCalls)
            ?? Exceeds("inputTokens", after.InputTokens, Limit.InputTokens, more.InputTokens)
            ?? Exceeds("outputTokens", after.OutputTokens, Limit.OutputTokens, more.OutputTokens)
            ?? Exceeds("cost", after.Cost, Limit.Cost, more.Cost);
    }

    private Overdraft? Over() =>
        Exceeds("modelCalls", _spent.ModelCalls, Limit.ModelCalls, 1)
        ?? Exceeds("toolCalls", _spent.ToolCalls, Limit.ToolCalls, 1)
        ?? Exceeds("inputTokens", _spent.InputTokens, Limit.InputTokens, 1)
        ?? Exceeds("outputTokens", _spent.OutputTokens, Limit.OutputTokens, 1)
        ?? Exceeds("cost", _spent.Cost, Limit.Cost, 1);

    private Overdraft? Exceeds(string name, decimal after, decimal? limit, decimal more) =>
        more > 0 && limit is { } bound && after > bound ? new Overdraft($"{Scope}.{name}", bound) : null;

    private static Usage Negative(Usage usage) => new()
    {
        ModelCalls = -usage.ModelCalls,
        ToolCalls = -usage.ToolCalls,
        InputTokens = -usage.InputTokens,
        OutputTokens = -usage.OutputTokens,
        Cost = -usage.Cost,
    };
}

/// <summary>A budget that does not suffice.</summary>
/// <param name="Budget">Scope and bound: <c>run.modelCalls</c>.</param>
/// <param name="Limit">The bound.</param>
internal sealed record Overdraft(string Budget, decimal Limit)
{
    public bool IsTurn => Budget.StartsWith("turn ", StringComparison.Ordinal);
}
