namespace BackendAgents.Engineering.Planning;

/// <summary>What a blueprint can say about the service's image.</summary>
internal sealed record ImageOptions
{
    /// <summary>
    /// Registry, with a folder where it has some: <c>registry.example.com/team</c>. The default is nobody's, to be replaced.
    /// </summary>
    public string Registry { get; init; } = "registry.example.com";
}
