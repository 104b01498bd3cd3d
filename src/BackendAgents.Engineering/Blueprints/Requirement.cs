namespace BackendAgents.Engineering.Blueprints;

/// <summary>Something that the brief asks for: a sentence, list item, table row or endpoint line, and what became of it.</summary>
public sealed record Requirement
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>The words of the brief, at most 1,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>What it is about.</summary>
    public RequirementKind Kind { get; init; }

    /// <summary>What became of it. Open until somebody says otherwise.</summary>
    public RequirementState State { get; init; }

    /// <summary>Why it is open, declined or waived; required for the last two.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who waived it; required for that state alone.</summary>
    public string WaivedBy { get; init; } = "";

    /// <summary>
    /// What shows that it is met, as kind and id of elements of the blueprint: <c>field post-title</c>. In part, while it is open.
    /// </summary>
    public IReadOnlyList<string> Proof { get; init; } = [];

    /// <summary>Whether the delivery does not do what it says, and nobody has waived it.</summary>
    internal bool IsUnmet => State is RequirementState.Open or RequirementState.Declined;
}
