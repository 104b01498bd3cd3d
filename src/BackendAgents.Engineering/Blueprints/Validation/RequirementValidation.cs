namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>What became of the requirements is said in full.</summary>
internal static class RequirementValidation
{
    public const int Most = 600;
    public const int MaxText = 1_000;
    private const int MaxProof = 300;

    public static void Check(ProblemList report)
    {
        var requirements = report.Blueprint.Requirements;
        report.AddIf(
            requirements.Count > Most,
            BlueprintRules.Limit,
            "requirements",
            $"There are {requirements.Count} requirements; at most {Most} are taken."
        );
        for (var i = 0; i < requirements.Count && i < Most; i++)
            Check(report, requirements[i], $"requirements[{i}]");
    }

    private static void Check(ProblemList report, Requirement requirement, string path)
    {
        report.AddIf(
            requirement.Text.Length is 0 or > MaxText || requirement.Reason.Length > MaxText || requirement.Proof.Count > MaxProof,
            BlueprintRules.Limit,
            path,
            $"A requirement has 1 to {MaxText} characters of text, at most as many of reason, and at most {MaxProof} proofs."
        );
        report.AddIf(
            requirement.State is RequirementState.Declined or RequirementState.Waived && requirement.Reason.Length == 0,
            BlueprintRules.Missing,
            path,
            $"It is {requirement.State.ToString().ToLowerInvariant()} without a reason.",
            "Say why, and what a person has to do: reason: \"…\"."
        );
        report.AddIf(
            requirement.State == RequirementState.Waived && requirement.WaivedBy.Length == 0,
            BlueprintRules.Missing,
            path,
            "It is waived by nobody.",
            "Name the person: waivedBy: \"…\"."
        );
        report.AddIf(
            requirement.State != RequirementState.Waived && requirement.WaivedBy.Length > 0,
            BlueprintRules.NotApplicable,
            path,
            "Somebody waived it, and its state is another.",
            "Write state: waived, or remove waivedBy."
        );
    }
}
