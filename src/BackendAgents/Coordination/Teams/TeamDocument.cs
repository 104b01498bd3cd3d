using BackendAgents.Coordination.Progress;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Coordination.Teams;

/// <summary>A team file as it is written. Settable, because the YAML reader sets.</summary>
internal sealed class TeamDocument
{
    public string? Name { get; set; }

    public List<MemberDocument> Workers { get; set; } = [];

    public List<MemberDocument> Reviewers { get; set; } = [];

    public object? Quorum { get; set; }

    public BudgetDocument? Budget { get; set; }

    public BudgetDocument? TurnBudget { get; set; }

    public Dictionary<string, PriceDocument> Prices { get; set; } = [];

    public int? MaxParallelReviewers { get; set; }

    public NoProgressDocument? NoProgress { get; set; }
}

/// <summary>A member as it is written.</summary>
internal sealed class MemberDocument
{
    public string Agent { get; set; } = "";

    public string? Name { get; set; }

    public List<Area> Areas { get; set; } = [];

    public bool Required { get; set; } = true;

    public string? Timeout { get; set; }

    public BudgetDocument? Budget { get; set; }

    public string? Fallback { get; set; }
}

/// <summary>A budget as it is written.</summary>
internal sealed class BudgetDocument
{
    public int? Rounds { get; set; }

    public long? ModelCalls { get; set; }

    public long? ToolCalls { get; set; }

    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public decimal? Cost { get; set; }

    public string? WallTime { get; set; }
}

/// <summary>A price as it is written: for a million tokens.</summary>
internal sealed class PriceDocument
{
    public decimal Input { get; set; }

    public decimal Output { get; set; }
}

/// <summary>A no-progress policy as it is written.</summary>
internal sealed class NoProgressDocument
{
    public int? SameState { get; set; }

    public int? SameFindings { get; set; }

    public int? SameArtifacts { get; set; }

    public int? Oscillations { get; set; }

    public List<Escalation>? Escalations { get; set; }
}
