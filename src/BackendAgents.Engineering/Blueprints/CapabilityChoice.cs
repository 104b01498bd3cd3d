namespace BackendAgents.Engineering.Blueprints;

/// <summary>A capability that a blueprint asks for.</summary>
public sealed record CapabilityChoice
{
    /// <summary>Id of the capability: <c>compose</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its options by key, as the blueprint writes them; what is left out has the capability's default.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
