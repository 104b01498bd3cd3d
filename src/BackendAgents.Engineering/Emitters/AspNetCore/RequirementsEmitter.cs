using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// Writes <c>docs/requirements.md</c>: what the brief asks for as the blueprint has it now, what is not met first, and all that shows the
/// rest. How the brief was read at first is a document of its own, which nobody has to keep true.
/// </summary>
internal sealed class RequirementsEmitter : IEmitter
{
    private const string Page = "docs/requirements.md";

    public string Id => "requirements";

    public string Description => "Requirements and what shows them";

    public IEnumerable<Artifact> Emit(Delivery delivery) => Write(delivery.Plan.Blueprint);

    /// <summary>The page; none where the blueprint has no requirements.</summary>
    public static IEnumerable<Artifact> Write(Blueprint blueprint)
    {
        if (blueprint.Requirements.Count == 0)
            return [];
        var text = new CodeWriter()
            .Line($"# Requirements of {MarkdownText.Escape(blueprint.Service.Title)}")
            .Line()
            .Line("Written from `backend.yaml`, and again whenever that changes. Whether what is named here passed when this was made")
            .Line("stands in `.backend-agents/report.html`.")
            .Line();
        RequirementSection.Unmet(text, blueprint);
        Table(text, blueprint, RequirementState.Placed, "In the service", "shown by", requirement => ShownBy(blueprint, requirement));
        Table(text, blueprint, RequirementState.Waived, "Waived by people", "who, and why", RequirementSection.Waiver);
        return [new Artifact(Page, text.ToString())];
    }

    private static void Table(
        CodeWriter text,
        Blueprint blueprint,
        RequirementState state,
        string heading,
        string column,
        Func<Requirement, string> about
    )
    {
        var requirements = blueprint.Requirements.Where(requirement => requirement.State == state).ToList();
        if (requirements.Count == 0)
            return;
        text.Line("## " + heading).Line().Line($"| id | requirement | {column} |").Line("|---|---|---|");
        foreach (var requirement in requirements)
            text.Line($"| `{requirement.Id}` | {MarkdownText.Escape(requirement.Text)} | {about(requirement)} |");
        text.Line();
    }

    private static string ShownBy(Blueprint blueprint, Requirement requirement) =>
        string.Join(", ", ProofElements.ShownBy(blueprint, requirement).Select(MarkdownText.Escape).DefaultIfEmpty("nothing"));
}
