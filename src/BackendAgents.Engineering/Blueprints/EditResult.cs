using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>What came of a change: the blueprint after it, or why nothing changed.</summary>
internal sealed record EditResult
{
    /// <summary>The valid blueprint after the change; null when the change was refused as a whole.</summary>
    public Blueprint? Blueprint { get; init; }

    /// <summary>Why it was refused; empty on success.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>What was read in another way than it is written.</summary>
    public IReadOnlyList<Diagnostic> Notes { get; init; } = [];

    /// <summary>Whether the change was made.</summary>
    public bool Succeeded => Blueprint is not null;
}
