namespace BackendAgents.Definitions.Routing;

/// <summary>Which agent, if any, should take a message. Immutable.</summary>
public sealed record RouteDecision
{
    /// <summary>The agent; null when the message is for nobody in the catalogue.</summary>
    public AgentDefinition? Agent { get; init; }

    /// <summary>How likely that agent is the right one, 0 to 1; for no agent, how likely the best one that was not chosen is.</summary>
    public required double Score { get; init; }

    /// <summary>Why, in a sentence: the words that were decisive.</summary>
    public required string Reason { get; init; }

    /// <summary>Other agents that could take it, the likeliest first, with an agent each and no alternatives of their own.</summary>
    public IReadOnlyList<RouteDecision> Alternatives { get; init; } = [];
}
