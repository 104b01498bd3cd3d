namespace BackendAgents.Engineering.Artifacts;

/// <summary>Bounds of a workspace.</summary>
internal sealed record WorkspaceOptions
{
    /// <summary>Whether the folder may hold files that no delivery wrote. They are never touched.</summary>
    public bool AllowForeignFiles { get; init; }

    /// <summary>Most files.</summary>
    public int MaxFiles { get; init; } = 20_000;

    /// <summary>Most bytes of one file.</summary>
    public long MaxFileBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most bytes of all files.</summary>
    public long MaxTotalBytes { get; init; } = 256 * 1024 * 1024;
}
