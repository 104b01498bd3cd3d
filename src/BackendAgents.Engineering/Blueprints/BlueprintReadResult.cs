using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>What came of reading a blueprint: a valid one, or everything that is wrong with it.</summary>
public sealed record BlueprintReadResult
{
    /// <summary>The blueprint, with all ids given and all references as ids; null when there are problems.</summary>
    public Blueprint? Blueprint { get; init; }

    /// <summary>All that is wrong, in the order of the document; empty on success.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>What was read in another way than it is written, as unmistakable as it was.</summary>
    internal IReadOnlyList<Diagnostic> Notes { get; init; } = [];

    /// <summary>Whether there is a valid blueprint.</summary>
    public bool Succeeded => Blueprint is not null;
}
