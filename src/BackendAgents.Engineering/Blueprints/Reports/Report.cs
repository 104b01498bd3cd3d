using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Blueprints.Reports;

/// <summary>Figures over the rows of an entity, computed by the database: which rows, in which groups, what of each group.</summary>
internal sealed record Report
{
    /// <summary>Most groups of an answer.</summary>
    public const int MaxGroups = 1_000;

    /// <summary>Condition on a row, as an expression; all rows when empty.</summary>
    public string? Where { get; init; }

    /// <summary>
    /// Name of a timestamp or date of the row by which callers narrow it: parameters <c>from</c> (inclusive) and <c>to</c> (not).
    /// </summary>
    public string? Time { get; init; }

    /// <summary>What distinguishes the groups; one group of all rows when empty.</summary>
    public IReadOnlyList<ReportKey> By { get; init; } = [];

    /// <summary>What is asked of each group.</summary>
    public IReadOnlyList<ReportValue> Values { get; init; } = [];

    /// <summary>
    /// Name of the key or value that orders the groups, smallest first; with a minus before it, greatest first. By keys when empty.
    /// </summary>
    public string? Order { get; init; }

    /// <summary>How many groups are shown; callers choose by <c>limit</c> when empty.</summary>
    public int? Top { get; init; }

    /// <summary>
    /// Seconds that an answer is kept as a copy for callers who may see all rows, 0 for none, to 86400; a change of what it counts ends it
    /// at once. For figures that many ask for: leaderboards, totals.
    /// </summary>
    [Range(0, EntityCache.MaxSeconds)]
    public int Keep { get; init; }
}

/// <summary>What distinguishes the groups of a report.</summary>
internal sealed record ReportKey
{
    /// <summary>Name in the answer, in camel case.</summary>
    public required string Name { get; init; }

    /// <summary>Expression over the row: <c>garage.name</c>; the member of that name when empty.</summary>
    public string? Value { get; init; }

    /// <summary>For times: what of them counts.</summary>
    public ReportPeriod Per { get; init; }
}

/// <summary>What of a time distinguishes groups.</summary>
internal enum ReportPeriod
{
    /// <summary>All of it.</summary>
    None,

    /// <summary>Year, month and day, in UTC: <c>2026-01-31</c>.</summary>
    Day,

    /// <summary>Year and month, in UTC: <c>2026-01</c>.</summary>
    Month,

    /// <summary>The year, in UTC: <c>2026</c>.</summary>
    Year,
}

/// <summary>A figure of each group: how many rows it has, unless an expression is summed, averaged or searched for its extremes.</summary>
internal sealed record ReportValue
{
    /// <summary>Name in the answer, in camel case.</summary>
    public required string Name { get; init; }

    /// <summary>Expression whose sum it is; 0 without rows.</summary>
    public string? Sum { get; init; }

    /// <summary>Expression whose mean it is; null without rows.</summary>
    public string? Avg { get; init; }

    /// <summary>Expression whose least value it is; null without rows.</summary>
    public string? Min { get; init; }

    /// <summary>Expression whose greatest value it is; null without rows.</summary>
    public string? Max { get; init; }

    /// <summary>What it means, with its unit.</summary>
    public string Description { get; init; } = "";
}
