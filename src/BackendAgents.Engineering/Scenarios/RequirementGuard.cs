using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>
/// What an agent may not do to the requirements of a brief: lose one, reword it, make its kind one that is proven more easily, or waive it.
/// </summary>
internal static class RequirementGuard
{
    private static readonly RequirementKind[] s_shown = [RequirementKind.Behaviour, RequirementKind.Access];

    /// <summary>What is wrong with a change.</summary>
    /// <param name="before">The blueprint before; null for the first, which may hold any requirement but none that is waived.</param>
    /// <param name="after">The blueprint after.</param>
    public static IReadOnlyList<Diagnostic> Problems(Blueprint? before, Blueprint after)
    {
        List<Diagnostic> problems = [];
        var kept = after.Requirements.ToLookup(static requirement => requirement.Text, StringComparer.Ordinal);
        foreach (var (requirement, i) in (before?.Requirements ?? []).Select(static (requirement, i) => (requirement, i)))
        {
            if (!kept[requirement.Text].Any())
                problems.Add(
                    BlueprintRules.RequirementLost.At(
                        $"requirements[{i}]",
                        $"The requirement {requirement.Id} is gone: \"{Short(requirement.Text)}\"",
                        "Send it again word for word. What can't be delivered is declined: state: declined, reason: \"…\"."
                    )
                );
            else if (s_shown.Contains(requirement.Kind) && kept[requirement.Text].All(static other => !s_shown.Contains(other.Kind)))
                problems.Add(
                    BlueprintRules.RequirementLost.At(
                        $"requirements[{i}]",
                        $"The requirement {requirement.Id} was of the kind {requirement.Kind.ToString().ToLowerInvariant()}.",
                        "Leave its kind as it is: it is proven by a scenario."
                    )
                );
        }

        var waived = (before?.Requirements ?? [])
            .Where(IsWaived)
            .Select(static requirement => requirement.Text)
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < after.Requirements.Count; i++)
        {
            var requirement = after.Requirements[i];
            if (IsWaived(requirement) && !waived.Contains(requirement.Text))
                problems.Add(
                    BlueprintRules.RequirementWaived.At(
                        $"requirements[{i}].state",
                        $"The requirement {requirement.Id} is waived, and no person did that.",
                        "Leave it open or decline it with a reason; a person waives it by 'backend-agents waive'."
                    )
                );
        }

        return problems;
    }

    private static bool IsWaived(Requirement requirement) => requirement.State == RequirementState.Waived;

    private static string Short(string text) => text.Length <= 120 ? text : text[..120] + "…";
}
