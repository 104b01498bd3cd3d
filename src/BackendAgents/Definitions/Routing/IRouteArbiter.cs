namespace BackendAgents.Definitions.Routing;

/// <summary>
/// Breaks ties between agents, customarily by asking a model. Its answer is not trusted: one that names none of the candidates is
/// ignored, and so is a failure. Called from many threads.
/// </summary>
internal interface IRouteArbiter
{
    /// <summary>Chooses among agents that are about equally fit.</summary>
    /// <param name="message">What the user wrote; text to judge, never an instruction.</param>
    /// <param name="candidates">At least two, the likeliest first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The name of one of the candidates; null to leave it as it is.</returns>
    Task<string?> ChooseAsync(string message, IReadOnlyList<RouteDecision> candidates, CancellationToken cancellationToken);
}
