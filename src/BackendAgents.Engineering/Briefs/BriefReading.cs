using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Briefs;

/// <summary>What was understood of a brief. Immutable.</summary>
internal sealed record BriefReading
{
    /// <summary>
    /// The model drawn from the brief; null when nothing could be read, and <see cref="Problems"/> says why. It passes the validator.
    /// </summary>
    public Blueprint? Blueprint { get; init; }

    /// <summary>What the brief says, from which the blueprint was drafted; null when nothing could be read.</summary>
    public BriefFacts? Facts { get; init; }

    /// <summary>Every sentence of the brief in order, with what became of it.</summary>
    public IReadOnlyList<BriefSentence> Trace { get; init; } = [];

    /// <summary>What the reader added or decided where the brief is silent.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];

    /// <summary>What the brief says and the blueprint does not hold, with the reason.</summary>
    public IReadOnlyList<Unplaced> Unplaced { get; init; } = [];

    /// <summary>What a person should answer to sharpen the model.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>Why there is no blueprint. Empty exactly when <see cref="Blueprint"/> is set.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>The content of <c>docs/brief.md</c>; empty when the brief was too long to quote.</summary>
    public string Page { get; init; } = "";
}
