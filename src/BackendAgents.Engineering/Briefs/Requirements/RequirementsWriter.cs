using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>Writes <c>docs/requirements.md</c>: the brief, what became of each sentence, and what was assumed.</summary>
internal static class RequirementsWriter
{
    public static string Write(BriefReading reading, string brief)
    {
        var writer = new CodeWriter();
        writer
            .Line($"# Requirements{(reading.Blueprint is { } blueprint ? " of " + MarkdownText.Escape(blueprint.Service.Title) : "")}")
            .Line();
        foreach (var problem in reading.Problems)
            writer.Line($"**{MarkdownText.Escape(problem.Message)}** {MarkdownText.Escape(problem.Remedy)}").Line();
        Unmet(writer, reading, RequirementState.Open, "Open");
        Unmet(writer, reading, RequirementState.Declined, "Declined");
        Placed(writer, reading);
        writer.Line("## The brief").Line();
        foreach (var line in brief.Split('\n'))
            writer.Line(line.Trim().Length == 0 ? ">" : "> " + MarkdownText.Escape(line.Trim()));
        writer.Line();
        writer.Line("## What became of each sentence").Line();
        writer.Line("| No. | Sentence | In the blueprint |").Line("|---:|---|---|");
        foreach (var sentence in reading.Trace)
            writer.Line($"| {sentence.Number} | {MarkdownText.Escape(sentence.Text)} | {Placed(sentence)} |");
        writer.Line();
        List(
            writer,
            "Assumptions",
            reading.Assumptions.Select(static assumption => $"`{assumption.Subject}`: {MarkdownText.Escape(assumption.Text)}"),
            "None."
        );
        List(writer, "Questions", reading.Questions.Select(MarkdownText.Escape), "None.");
        List(
            writer,
            "Requested but not delivered",
            (reading.Blueprint?.Deployment.Requested ?? []).Select(static name =>
                $"{MarkdownText.Escape(name)}: noted in the blueprint, and no emitter delivers it yet."
            ),
            "Nothing."
        );
        List(
            writer,
            "Not placed",
            reading.Unplaced.Select(static unplaced =>
                $"Sentence {unplaced.Sentence}, \"{MarkdownText.Escape(unplaced.Text)}\": {MarkdownText.Escape(unplaced.Reason)}"
            ),
            "Nothing."
        );
        return writer.ToString();
    }

    // What is missing comes first; where there is nothing, there is no heading either.
    private static void Unmet(CodeWriter writer, BriefReading reading, RequirementState state, string heading)
    {
        var unmet = reading.Blueprint?.Requirements.Where(requirement => requirement.State == state).ToList() ?? [];
        if (unmet.Count > 0)
            List(
                writer,
                heading,
                unmet.Select(static requirement => $"{MarkdownText.Escape(requirement.Text)} ({MarkdownText.Escape(requirement.Reason)})"),
                ""
            );
    }

    // What is to show each of the others. Whether it does is found out later, by verifiers.
    private static void Placed(CodeWriter writer, BriefReading reading)
    {
        var placed = reading.Blueprint?.Requirements.Where(static requirement => !requirement.IsUnmet).ToList() ?? [];
        if (placed.Count > 0)
            List(
                writer,
                "Placed, to be shown by",
                placed.Select(requirement =>
                    $"{MarkdownText.Escape(requirement.Text)} "
                    + MarkdownText.Escape(string.Join(", ", ProofElements.ShownBy(reading.Blueprint!, requirement)))
                ),
                ""
            );
    }

    private static void List(CodeWriter writer, string heading, IEnumerable<string> items, string none)
    {
        writer.Line("## " + heading).Line();
        var any = false;
        foreach (var item in items)
        {
            writer.Line("- " + item);
            any = true;
        }

        if (!any)
            writer.Line(none);
        writer.Line();
    }

    private static string Placed(BriefSentence sentence) =>
        sentence.Elements.Count > 0
            ? string.Join(", ", sentence.Elements.Select(static element => $"`{element}`"))
            : "Not placed: " + MarkdownText.Escape(sentence.Reason ?? "");
}
