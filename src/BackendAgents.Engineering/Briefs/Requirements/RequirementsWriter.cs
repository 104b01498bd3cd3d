using System.Text;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>Writes <c>docs/requirements.md</c>: the brief, what became of each sentence, and what was assumed.</summary>
internal static class RequirementsWriter
{
    public static string Write(BriefReading reading, string brief)
    {
        var writer = new CodeWriter();
        writer.Line($"# Requirements{(reading.Blueprint is { } blueprint ? " of " + Escape(blueprint.Service.Title) : "")}").Line();
        writer.Line("## The brief").Line();
        foreach (var line in brief.Split('\n'))
            writer.Line(line.Trim().Length == 0 ? ">" : "> " + Escape(line.Trim()));
        writer.Line();
        foreach (var problem in reading.Problems)
            writer.Line($"**{Escape(problem.Message)}** {Escape(problem.Remedy)}").Line();
        writer.Line("## What became of each sentence").Line();
        writer.Line("| No. | Sentence | In the blueprint |").Line("|---:|---|---|");
        foreach (var sentence in reading.Trace)
            writer.Line(
                $"| {sentence.Number} | {Escape(sentence.Text)} | {(sentence.Elements.Count > 0 ? string.Join(", ", sentence.Elements.Select(static element => $"`{element}`")) : "Not placed: " + Escape(sentence.Reason ?? ""))} |"
            );
        writer.Line();
        List(
            writer,
            "Assumptions",
            reading.Assumptions.Select(static assumption => $"`{assumption.Subject}`: {Escape(assumption.Text)}"),
            "None."
        );
        List(writer, "Questions", reading.Questions.Select(Escape), "None.");
        List(
            writer,
            "Requested but not delivered",
            (reading.Blueprint?.Deployment.Requested ?? []).Select(static name =>
                $"{Escape(name)}: noted in the blueprint, and no emitter delivers it yet."
            ),
            "Nothing."
        );
        List(
            writer,
            "Not placed",
            reading.Unplaced.Select(static unplaced =>
                $"Sentence {unplaced.Sentence}, \"{Escape(unplaced.Text)}\": {Escape(unplaced.Reason)}"
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

    // The brief is anybody's text: nothing in it may become markup, a link, an image or a table cell.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var atStart = i is > 0 and < 10 && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\n' or '\r' => escaped.Append(' '),
                '@' => escaped.Append("&#64;"),
                // An address without brackets is made a link by many renderers.
                ':' when i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/' => escaped.Append("&#58;"),
                '.' when i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => escaped.Append("&#46;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '!' or '~' or '$' => escaped.Append('\\').Append(character),
                '-' or '+' when i == 0 => escaped.Append('\\').Append(character),
                '.' or ')' when atStart => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
