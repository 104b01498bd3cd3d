namespace BackendAgents.Engineering.Blueprints;

/// <summary>A fact that the service announces to others when an operation succeeded.</summary>
public sealed record DomainEvent
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Pascal case, past tense: <c>OrderPlaced</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the operation that raises it.</summary>
    public required string Operation { get; init; }

    /// <summary>What subscribers learn from it.</summary>
    public string Description { get; init; } = "";
}
