namespace BackendAgents.Engineering.Artifacts;

/// <summary>What writing a delivery did to each file.</summary>
public sealed record WriteReport
{
    /// <summary>New or changed.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>The same as before.</summary>
    public IReadOnlyList<string> Unchanged { get; init; } = [];

    /// <summary>A person's files, created once and left alone.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Generated files that were edited by hand: the person's version stays.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>No longer emitted, and untouched since: gone.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
