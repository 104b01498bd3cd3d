namespace BackendAgents.Engineering.Blueprints;

/// <summary>A closed list of values.</summary>
public sealed record EnumType
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Pascal case: <c>OrderStatus</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The values as the API writes them, in camel case: <c>pending</c>, <c>inProgress</c>. Order is kept.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
