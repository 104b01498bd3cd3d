namespace BackendAgents.Engineering.Blueprints;

/// <summary>What the service is called and what it is for.</summary>
public sealed record ServiceInfo
{
    /// <summary>Kebab case, at most 63 characters (it becomes a DNS label): <c>social-media</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read: <c>Social Media</c>.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences on its purpose.</summary>
    public string Description { get; init; } = "";

    /// <summary>The version of the API, as semantic versioning writes it.</summary>
    public string Version { get; init; } = "1.0.0";
}
