using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// What the delivered README says of the brief: first what the service doesn't do, later what shows the rest. Whether that passed is not
/// a part of the files, which were there before; the report of the run and the delivered tests say it.
/// </summary>
internal static class RequirementSection
{
    private const int MaxProofs = 6;

    /// <summary>What is open and what is left to people.</summary>
    public static void Unmet(CodeWriter text, Blueprint blueprint)
    {
        Unmet(text, blueprint, RequirementState.Open, "Open: the brief asks for it, and the service does not do it");
        Unmet(text, blueprint, RequirementState.Declined, "Declined: left to people");
    }

    /// <summary>What is met, and by which test or scenario one can see it.</summary>
    public static void Met(CodeWriter text, Blueprint blueprint, string service)
    {
        var met = blueprint.Requirements.Where(static requirement => !requirement.IsUnmet).ToList();
        if (met.Count == 0)
            return;
        text.Line("## What the brief asks for").Line().Line("| requirement | shown by |").Line("|---|---|");
        foreach (var requirement in met)
            text.Line($"| {MarkdownText.Escape(requirement.Text)} | {ShownBy(blueprint, requirement)} |");
        text.Line();
        text.Line(
                "Scenarios are tests in `Acceptance/`, and tests of rules, guards, effects, reports, transitions, quotas and features name "
                    + "what they show. Whether they passed when this was made stands in `.backend-agents/report.html`; to see it now:"
            )
            .Line();
        text.Line("```bash").Line($"dotnet test {service}.slnx");
        if (Example(blueprint) is { } example)
            // The adapter of NUnit can't read a filter with a space in it.
            text.Line($"dotnet test {service}.slnx -- \"NUnit.Where={DeclaredBehaviour.Property} == '{example}'\"");
        text.Line("```").Line();
    }

    private static string ShownBy(Blueprint blueprint, Requirement requirement)
    {
        if (requirement.State == RequirementState.Waived)
            return "waived by " + Waiver(requirement);
        var proofs = ProofElements.ShownBy(blueprint, requirement);
        var more = proofs.Count > MaxProofs ? $", and {proofs.Count - MaxProofs} more" : "";
        return proofs.Count == 0 ? "nothing" : string.Join(", ", proofs.Take(MaxProofs).Select(MarkdownText.Escape)) + more;
    }

    /// <summary>Who waived a requirement, and why.</summary>
    public static string Waiver(Requirement requirement) =>
        $"{MarkdownText.Escape(requirement.WaivedBy)}: {MarkdownText.Escape(requirement.Reason)}";

    // One that a test carries.
    private static string? Example(Blueprint blueprint)
    {
        var index = new BlueprintIndex(blueprint);
        return blueprint
            .Requirements.SelectMany(static requirement => requirement.Proof)
            .SelectMany(proof => DeclaredBehaviour.Cited(index, proof))
            .FirstOrDefault();
    }

    private static void Unmet(CodeWriter text, Blueprint blueprint, RequirementState state, string heading)
    {
        var requirements = blueprint.Requirements.Where(requirement => requirement.State == state).ToList();
        if (requirements.Count == 0)
            return;
        text.Line("## " + heading).Line();
        foreach (var requirement in requirements)
            text.Line($"- `{requirement.Id}`: {MarkdownText.Escape(requirement.Text)} ({MarkdownText.Escape(requirement.Reason)})");
        text.Line();
    }
}
