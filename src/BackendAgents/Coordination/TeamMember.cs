using System.ComponentModel.DataAnnotations;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Agents.AI;
using Microsoft.Extensions.Options;

namespace BackendAgents.Coordination;

/// <summary>One seat of a team: an agent of any kind, and what it answers for.</summary>
public sealed record TeamMember
{
    /// <summary>Unique in the team; the journal knows the member by it.</summary>
    public required string Name { get; init; }

    /// <summary>The agent. Each turn is a new conversation with it; reviewers are called in parallel with each other.</summary>
    public required AIAgent Agent { get; init; }

    /// <summary>Whether it makes or judges.</summary>
    internal MemberRole Role { get; init; } = MemberRole.Worker;

    /// <summary>The areas it owns or reviews. Empty means all.</summary>
    public IReadOnlyList<Area> Areas { get; init; } = [];

    /// <summary>For a reviewer: whether its verdict counts towards approval. An advisory reviewer is heard and never blocks.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The longest one turn may take; null for the team's default of the role. At most 49 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "49.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the member may spend in the whole run; null for no bound of its own.</summary>
    [ValidateObjectMembers]
    public Budget? Budget { get; init; }

    /// <summary>The agent that takes over when turns fail or make no progress; null for none.</summary>
    public AIAgent? Fallback { get; init; }

    /// <summary>A member that makes and mends.</summary>
    public static TeamMember Worker(AIAgent agent, params IReadOnlyList<Area> areas)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new TeamMember
        {
            Name = agent.Name ?? agent.Id,
            Agent = agent,
            Areas = areas,
        };
    }

    /// <summary>A member that judges; required unless said otherwise.</summary>
    public static TeamMember Reviewer(AIAgent agent, params IReadOnlyList<Area> areas)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new TeamMember
        {
            Name = agent.Name ?? agent.Id,
            Agent = agent,
            Areas = areas,
            Role = MemberRole.Reviewer,
        };
    }

    internal bool Covers(Area? area) => Areas.Count == 0 || area is null || Areas.Contains(area.Value);
}

/// <summary>What a member does.</summary>
internal enum MemberRole
{
    /// <summary>Makes the blueprint and mends findings of its areas.</summary>
    Worker,

    /// <summary>Judges the artifacts of its areas.</summary>
    Reviewer,
}
