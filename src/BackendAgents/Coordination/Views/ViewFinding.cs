using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Views;

/// <summary>A finding as an agent is shown it.</summary>
internal sealed record ViewFinding
{
    /// <summary>What names it in calls such as <c>fix</c>: see <see cref="Diagnostic.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Its code: the rule's id; a reviewer's own finding has <c>REVIEW</c>.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Where it is: <c>file:line#element</c>.</summary>
    public required Place Place { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>Whether the machinery can mend it.</summary>
    public bool Fixable { get; init; }

    /// <summary>The finding as it is shown.</summary>
    public static ViewFinding Of(Diagnostic finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new ViewFinding
        {
            Key = finding.Key,
            Code = finding.Code,
            Severity = finding.Severity,
            Place = finding.Place,
            Message = finding.Message,
            Remedy = finding.Remedy,
            Fixable = finding.Fixable,
        };
    }
}
