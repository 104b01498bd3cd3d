using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>
/// Writes <c>docs/brief.md</c>: the brief, how each sentence was read, and what was assumed. It tells of the reading alone; what became of
/// the requirements since stands in <c>docs/requirements.md</c>, which is written from the blueprint.
/// </summary>
internal static class ReadingPage
{
    public static string Write(BriefReading reading, string brief)
    {
        var writer = new CodeWriter();
        writer
            .Line(
                $"# How the brief was read{(reading.Blueprint is { } blueprint ? ": " + MarkdownText.Escape(blueprint.Service.Title) : "")}"
            )
            .Line()
            .Line("Written once, when it was read. `docs/requirements.md` tells what became of it since.")
            .Line();
        foreach (var problem in reading.Problems)
            writer.Line($"**{MarkdownText.Escape(problem.Message)}** {MarkdownText.Escape(problem.Remedy)}").Line();
        writer.Line("## The brief").Line();
        foreach (var line in brief.Split('\n'))
            writer.Line(line.Trim().Length == 0 ? ">" : "> " + MarkdownText.Escape(line.Trim()));
        writer.Line();
        writer.Line("## What became of each sentence").Line();
        var open = (reading.Blueprint?.Requirements ?? [])
            .Where(static requirement => requirement.State == RequirementState.Open)
            .Select(static requirement => requirement.Id)
            .ToHashSet(StringComparer.Ordinal);
        writer.Line("| No. | Sentence | In the blueprint |").Line("|---:|---|---|");
        foreach (var sentence in reading.Trace)
        {
            var part = open.Contains($"requirement-{sentence.Number}") && sentence.Elements.Count > 0 ? "In part, and open: " : "";
            writer.Line($"| {sentence.Number} | {MarkdownText.Escape(sentence.Text)} | {part}{Placed(sentence)} |");
        }

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
            "Not placed",
            reading.Unplaced.Select(static unplaced =>
                $"Sentence {unplaced.Sentence}, \"{MarkdownText.Escape(unplaced.Text)}\": {MarkdownText.Escape(unplaced.Reason)}"
            ),
            "Nothing."
        );
        return writer.ToString();
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
