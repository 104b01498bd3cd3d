using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Coordination.Progress;

/// <summary>When work counts as standing still, and what is tried before the run ends.</summary>
internal sealed record NoProgressPolicy
{
    /// <summary>How often the same artifacts with the same open findings may follow themselves before it counts, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int SameState { get; init; } = 2;

    /// <summary>How often the same open findings may follow themselves while artifacts change, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int SameFindings { get; init; } = 4;

    /// <summary>How often the same artifacts may follow themselves while findings change, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int SameArtifacts { get; init; } = 4;

    /// <summary>How many full turns of a circle of two or three states must be seen, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Oscillations { get; init; } = 2;

    /// <summary>What is tried, once each, in this order.</summary>
    public IReadOnlyList<Escalation> Escalations { get; init; } = [Escalation.Fallback];
}

/// <summary>What is tried when work stands still.</summary>
internal enum Escalation
{
    /// <summary>The workers' fallback agents take over; skipped when there is none.</summary>
    Fallback,

    /// <summary>A person is asked how to go on; skipped in a team without anybody to ask and without a journal to wait in.</summary>
    Person,
}
