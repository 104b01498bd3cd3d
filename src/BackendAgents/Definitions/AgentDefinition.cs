namespace BackendAgents.Definitions;

/// <summary>An agent as a file describes it: front matter in YAML, then the prompt. Immutable.</summary>
public sealed record AgentDefinition
{
    /// <summary>Kebab-case name, unique in its team.</summary>
    public required string Name { get; init; }

    /// <summary>When to use the agent.</summary>
    public required string Description { get; init; }

    /// <summary>The prompt, literally.</summary>
    public required string Instructions { get; init; }

    /// <summary>Functions that it may call, as plugin-function; null when the file names none.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Alias of the model that it wants; null for the default.</summary>
    public string? Model { get; init; }

    /// <summary>For reviewers: the areas that it judges (<c>metadata: { areas: security }</c>); empty for those who make.</summary>
    public IReadOnlyList<Engineering.Checks.Area> Areas { get; init; } = [];

    /// <summary>Where it was read from.</summary>
    public string Source { get; init; } = "";
}
