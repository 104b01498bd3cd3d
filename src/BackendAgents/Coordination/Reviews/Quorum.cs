using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Which verdicts make an approval. A reviewer that failed gave none.</summary>
public sealed record Quorum
{
    private Quorum(int? atLeast, IReadOnlyList<Area> areas)
    {
        AtLeast = atLeast;
        Areas = areas;
    }

    /// <summary>Every required reviewer approves.</summary>
    public static Quorum AllRequired { get; } = new(null, []);

    /// <summary>So many required reviewers must approve; null for another policy.</summary>
    public int? AtLeast { get; }

    /// <summary>Each of these areas must have a required reviewer that approves; empty for another policy.</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>
    /// At least <paramref name="count"/> of the required reviewers approve, and none of those heard blocks. A team with fewer of them is
    /// refused.
    /// </summary>
    public static Quorum Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Quorum(count, []);
    }

    /// <summary>
    /// For each area at least one required reviewer of it approves, and none of those heard blocks. A team without such a reviewer is
    /// refused.
    /// </summary>
    public static Quorum ForAreas(params IReadOnlyList<Area> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentOutOfRangeException.ThrowIfZero(areas.Count);
        return new Quorum(null, areas);
    }

    /// <summary>Whether these approvals suffice.</summary>
    /// <param name="required">The required reviewers.</param>
    /// <param name="approves">Whether a reviewer's valid verdict approves.</param>
    public bool IsMet(IReadOnlyList<TeamMember> required, Func<TeamMember, bool> approves)
    {
        ArgumentNullException.ThrowIfNull(required);
        ArgumentNullException.ThrowIfNull(approves);
        if (Areas.Count > 0)
            return Areas.All(area => required.Any(member => member.Covers(area) && approves(member)));
        if (AtLeast is { } count)
            return required.Count(approves) >= count;
        return required.All(approves);
    }

    /// <summary>Why these reviewers cannot meet it even if all approve; null when they can.</summary>
    internal (string Problem, string Remedy)? Unmeetable(IReadOnlyList<TeamMember> required)
    {
        if (AtLeast > required.Count)
            return ($"asks for {AtLeast} required reviewers and the team has {required.Count}", "Add some, or ask for fewer.");
        var lacking = Areas.Where(area => !required.Any(member => member.Covers(area))).Distinct().ToList();
        return lacking.Count == 0
            ? null
            : ($"asks for a required reviewer of {string.Join(", ", lacking)} and the team has none", "Add one, or leave the area out.");
    }
}
