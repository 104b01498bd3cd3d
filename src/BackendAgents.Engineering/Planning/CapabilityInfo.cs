namespace BackendAgents.Engineering.Planning;

/// <summary>What a capability is, for people, blueprints and briefs.</summary>
/// <param name="Id">Kebab case, unique, never reused; its key in the blueprint: <c>mysql</c>.</param>
/// <param name="Title">Its name for people: <c>MySQL</c>.</param>
/// <param name="Description">What it delivers, in a sentence.</param>
public sealed record CapabilityInfo(string Id, string Title, string Description)
{
    /// <summary>Names by which briefs ask for it, in lower case: <c>mysql</c>, <c>mariadb</c>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>
    /// The record that its options are read into: a parameterless constructor and init properties of type string, int, decimal, bool or an
    /// enum. Null when it has no options.
    /// </summary>
    public Type? Options { get; init; }

    /// <summary>Whether it is delivered only where the blueprint asks for it among its capabilities.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What of one kind there can be but one: <c>database</c>. Null when it stands beside any other.</summary>
    public string? Exclusive { get; init; }
}
