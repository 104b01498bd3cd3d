namespace BackendAgents.Engineering.Blueprints;

/// <summary>One of several services that a blueprint is delivered as: what it is for, and whose rows it alone stores.</summary>
internal sealed record ServiceBoundary
{
    /// <summary>Kebab case, unique: <c>catalog</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// Ids of the entities that it owns, with their operations, jobs, notifications and events. One that no service names belongs to the
    /// first.
    /// </summary>
    public IReadOnlyList<string> Entities { get; init; } = [];
}
