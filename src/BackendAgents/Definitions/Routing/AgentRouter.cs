namespace BackendAgents.Definitions.Routing;

/// <summary>
/// Says which agent should take a message, from what the definitions say of themselves (name, description, examples, points of the prompt)
/// and the words of the trades. Deterministic, without a model; the same agents and the same message give the same decision. No message
/// and no definition makes it fail. Thread-safe.
/// </summary>
public sealed class AgentRouter
{
    /// <summary>Two agents whose scores differ by no more than this are a tie, for an <see cref="IRouteArbiter"/> to break.</summary>
    public const double Margin = 0.08;

    // Total weight from which an agent takes a message.
    private const double Threshold = 1;
    private const int MaxAlternatives = 4;

    private readonly IReadOnlyList<AgentProfile> _profiles;
    private readonly AgentIndex _index;

    /// <summary>A router among agents.</summary>
    /// <param name="agents">The agents, in the order that decides between equals.</param>
    public AgentRouter(IEnumerable<AgentDefinition> agents)
    {
        ArgumentNullException.ThrowIfNull(agents);
        List<AgentDefinition> all = [.. agents];
        LeftOut = [.. all.Where(static agent => !IsUsable(agent))];
        _profiles = [.. all.Where(IsUsable).Select(AgentProfile.Of)];
        _index = new AgentIndex(_profiles);
    }

    /// <summary>Definitions that nothing can be routed to, because name, description or prompt are null; usually none.</summary>
    public IReadOnlyList<AgentDefinition> LeftOut { get; }

    /// <summary>Says which agent should take a message.</summary>
    /// <param name="message">What the user wrote, in any language; the first 20,000 characters are read.</param>
    public RouteDecision Route(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var reading = MessageReading.Read(message);
        if (reading.Words.Count == 0)
            return new RouteDecision { Score = 0, Reason = "The message says nothing." };
        var weighing = new RouteWeighing(reading, _profiles, _index);
        var ranked = _profiles
            .Select((profile, place) => (Profile: profile, Weight: weighing.Weigh(place)))
            .OrderByDescending(static found => found.Weight)
            .ToList();
        if (ranked.Count == 0)
            return new RouteDecision { Score = 0, Reason = "There are no agents." };

        var chosen = ranked[0].Weight >= Threshold ? ranked[0].Profile : null;
        return new RouteDecision
        {
            Agent = chosen?.Agent,
            Score = Score(ranked[0].Weight),
            Reason = weighing.Reason(chosen),
            Alternatives =
            [
                .. ranked
                    .Skip(chosen is null ? 0 : 1)
                    .Where(static found => found.Weight >= Threshold / 4)
                    .Take(MaxAlternatives)
                    .Select(found => new RouteAlternative(found.Profile.Agent, Score(found.Weight), weighing.Reason(found.Profile))),
            ],
        };
    }

    /// <summary>As <see cref="Route"/>; where two agents are within <see cref="Margin"/>, the arbiter chooses.</summary>
    /// <param name="message">What the user wrote.</param>
    /// <param name="arbiter">Breaks ties.</param>
    /// <param name="cancellationToken">Ends the wait for the arbiter.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    internal async Task<RouteDecision> RouteAsync(string message, IRouteArbiter arbiter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arbiter);
        var decision = Route(message);
        if (decision.Agent is null)
            return decision;
        var first = new RouteAlternative(decision.Agent, decision.Score, decision.Reason);
        List<RouteAlternative> candidates = [first, .. decision.Alternatives.Where(other => decision.Score - other.Score <= Margin)];
        if (candidates.Count == 1)
            return decision;

        string? name;
        try
        {
            name = await arbiter.ChooseAsync(message, candidates, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return decision with { Reason = $"{decision.Reason} The arbiter failed ({problem.GetType().Name}), so the order stays." };
        }

        var choice = candidates.Find(candidate => string.Equals(candidate.Agent.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
        if (choice is null)
            return name is null
                ? decision
                : decision with
                {
                    Reason = $"{decision.Reason} The arbiter named none of the candidates, so the order stays.",
                };
        return decision with
        {
            Agent = choice.Agent,
            Score = choice.Score,
            Reason =
                $"{decision.Reason} The arbiter chose among "
                + $"{string.Join(", ", candidates.Select(static candidate => candidate.Agent.Name))}.",
            Alternatives =
            [
                .. decision
                    .Alternatives.Append(first)
                    .Where(other => !ReferenceEquals(other.Agent, choice.Agent))
                    .OrderByDescending(static other => other.Score),
            ],
        };
    }

    // Whoever builds definitions in code may leave out what the compiler asks for.
    private static bool IsUsable(AgentDefinition? agent) => agent is { Name: not null, Description: not null, Instructions: not null };

    private static double Score(double weight) => Math.Round(1 - Math.Exp(-0.7 * Math.Max(0, weight)), 3);
}
