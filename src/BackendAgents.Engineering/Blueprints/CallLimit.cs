namespace BackendAgents.Engineering.Blueprints;

/// <summary>At most so many calls of one caller in a period. Counted in the database, so it is exact for any number of instances.</summary>
internal sealed record CallLimit
{
    /// <summary>Most calls, 1 to 1,000,000,000; refused ones count.</summary>
    public required int Calls { get; init; }

    /// <summary>The period, which begins with the hour, the day or the month of the calendar in UTC.</summary>
    public LimitPeriod Per { get; init; } = LimitPeriod.Day;

    /// <summary>Whose calls are counted together.</summary>
    public LimitHolder By { get; init; }

    /// <summary>Code of the problem that a call beyond the limit is answered with.</summary>
    public const string Problem = "quota-exceeded";

    /// <summary>Table of the counters.</summary>
    public const string Table = "quotas";

    /// <summary>Whether calls of anything are limited.</summary>
    public static bool AreUsed(Blueprint blueprint) =>
        blueprint.Limits.Count > 0 || blueprint.Operations.Any(static operation => operation.Limits.Count > 0);

    /// <summary>The limits of an operation with the names of their counters: its own, then those of the service.</summary>
    public static IEnumerable<(string Name, CallLimit Limit)> Of(Blueprint blueprint, Operation operation) =>
        operation
            .Limits.Select(limit => (limit.NameIn(operation.Id), limit))
            .Concat(blueprint.Limits.Where(_ => IsOpenToAccounts(operation)).Select(static limit => (limit.NameIn("service"), limit)));

    /// <summary>Whether only accounts call an operation, so that their calls can be counted.</summary>
    public static bool IsOpenToAccounts(Operation operation) => operation.Access.All(static rule => rule.Role != Role.Anonymous);

    private string NameIn(string what) => $"{what}/{Per.ToString().ToLowerInvariant()}{(By == LimitHolder.Key ? "/key" : "")}";
}

/// <summary>A stretch of the calendar, in UTC.</summary>
internal enum LimitPeriod
{
    /// <summary>From one full minute to the next.</summary>
    Minute,

    /// <summary>From one full hour to the next.</summary>
    Hour,

    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From the first of a month to the next.</summary>
    Month,
}

/// <summary>Whose calls are counted together.</summary>
internal enum LimitHolder
{
    /// <summary>All calls of an account, by token or key.</summary>
    Account,

    /// <summary>Calls by each API key for itself; those by a token together.</summary>
    Key,
}
