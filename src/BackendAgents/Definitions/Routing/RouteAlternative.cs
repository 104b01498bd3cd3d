namespace BackendAgents.Definitions.Routing;

/// <summary>An agent that could take a message.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Score">How likely it is the right one, 0 to 1.</param>
/// <param name="Reason">Why, in a sentence: the words that speak for it.</param>
public sealed record RouteAlternative(AgentDefinition Agent, double Score, string Reason = "");
