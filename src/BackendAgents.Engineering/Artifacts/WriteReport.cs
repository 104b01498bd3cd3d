namespace BackendAgents.Engineering.Artifacts;

/// <summary>What writing a delivery did to each file.</summary>
public sealed record WriteReport
{
    /// <summary>New or changed.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>The same as before.</summary>
    public IReadOnlyList<string> Unchanged { get; init; } = [];

    /// <summary>A person's files, created once and left alone, and what stays though this delivery has it no longer.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Generated files that were edited by hand: the person's version stays.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>No longer emitted, and untouched since: gone.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>
    /// Those of <see cref="Conflicts"/> and <see cref="Kept"/> whose generated version has changed since the edit, so that the edited file
    /// may no longer fit the rest. The generated version lies in <see cref="Workspace.MergeFolder"/> under the same path.
    /// </summary>
    public IReadOnlyList<string> Outdated { get; init; } = [];

    /// <summary>Those of <see cref="Kept"/> that are no longer emitted and stay because a person edited them.</summary>
    public IReadOnlyList<string> Orphaned { get; init; } = [];
}
