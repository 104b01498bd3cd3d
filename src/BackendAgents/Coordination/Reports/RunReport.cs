using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Coordination.Events;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// A run and what it delivered as a page to look at: one HTML file that is the door to all else. What is missing, what was asked and what
/// shows it, next steps, documents, drawings, what was found and mended, judges, files and the course. No script, nothing is loaded.
/// </summary>
internal static class RunReport
{
    private const int MaxMissing = 500;
    private const int MaxReply = 4_000;

    /// <summary>Draws the report. The same result gives the same page.</summary>
    /// <param name="report">What it is about.</param>
    /// <returns>The page. Everything that people and models said stands in it as text, never as markup.</returns>
    public static string Html(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var result = report.Result;
        var sections = Sections(report).ToList();
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width,initial-scale=1")),
                new XElement("title", Piece.Clean($"{ReportHead.Title(result)}: {RunLines.Words(result.Stop.Kind.ToString())}")),
                new XElement("style", ReportStyle.Css)
            ),
            new XElement("body", ReportHead.Draw(report), NotDelivered(result), Ways(sections), sections)
        );
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    // What was asked and shown, what to do and to read, what it is; then how it came about.
    private static IEnumerable<XElement> Sections(Report report) =>
        [
            .. Asked(report),
            .. ReportNext.Draw(report),
            .. ReportDocuments.Draw(report),
            .. Model(report),
            .. FindingTables.Draw(report),
            .. JudgeTables.Draw(report.Result),
            .. ReportFiles.Draw(report),
            Piece.Heading("course", "The run"),
            Summary(report.Result),
            .. RunTimeline.Draw(report.Result),
            .. Notes(report.Result),
            .. Turns(report.Result),
        ];

    // The sections that are there, as links at the top.
    private static XElement Ways(IEnumerable<XElement> sections) =>
        new(
            "nav",
            sections
                .Where(static element => element.Name == "h2" && element.Attribute("id") is not null)
                .Select(static element => new XElement(
                    "a",
                    new XAttribute("href", "#" + element.Attribute("id")!.Value),
                    element.Value.Split(" (")[0]
                ))
        );

    private static XElement? NotDelivered(TeamResult result)
    {
        var missing = Missing.Of(result);
        return missing.Count == 0
            ? null
            : Piece.Of(
                "section",
                "missing",
                new XElement("h2", $"Not delivered ({missing.Count})"),
                new XElement("ul", missing.Take(MaxMissing).Select(static line => new XElement("li", Piece.Clean(line))))
            );
    }

    private static IEnumerable<XElement> Asked(Report report)
    {
        if (report.Brief.Length == 0 && report.Result.Requirements.Count == 0)
            yield break;
        yield return Piece.Heading("asked", "What was asked");
        if (report.Brief.Length > 0)
            yield return new XElement("blockquote", Piece.Clean(report.Brief));
        foreach (var element in RequirementTable.Draw(report.Result.Requirements))
            yield return element;
    }

    private static XElement Summary(TeamResult result)
    {
        var usage = result.Usage;
        var spent = string.Create(
            CultureInfo.InvariantCulture,
            $"{Piece.Count(result.Transcript.Count, "turn")}, {Piece.Count((int)usage.ModelCalls, "model call")}, "
                + $"{Piece.Count((int)usage.ToolCalls, "tool call")}, {usage.InputTokens:N0} tokens sent and "
                + $"{usage.OutputTokens:N0} "
                + $"received{(usage.Estimated ? " (counted here)" : "")}{(usage.Cost > 0 ? $", cost {usage.Cost:0.####}" : "")}"
        );
        var made = result.Blueprint is { } blueprint
            ? $"{Count(blueprint.Entities.Count, "entity", "entities")}, {Piece.Count(blueprint.Relations.Count, "relation")}, "
                + $"{Piece.Count(blueprint.Operations.Count, "operation")}, {Piece.Count(blueprint.Roles.Count, "role")}; "
                + $"{Piece.Count(result.Artifacts.Count, "file")}"
            : "no blueprint";
        return Piece.Table(
            null,
            [
                ["Run", result.RunId],
                ["Delivered", made],
                ["Bytes", $"SHA-256 {result.Artifacts.Hash}"],
                ["Spent", spent],
            ]
        );
    }

    private static IEnumerable<XElement> Model(Report report)
    {
        if (report.Result.Blueprint is not { Entities.Count: > 0 } blueprint)
            yield break;
        yield return Piece.Heading("system", "Architecture");
        yield return SystemDrawing.Draw(SystemMap.Of(blueprint, report.Capabilities));
        foreach (var element in ServiceSections.Draw(report))
            yield return element;
        yield return Piece.Heading("model", "Data model");
        yield return ErDrawing.Draw(blueprint);
    }

    private static IEnumerable<XElement> Notes(TeamResult result) =>
        Piece.Section("Notes", ["From", "Note"], result.Notes.Select(static note => new object[] { note.By, note.Text }));

    private static IEnumerable<XElement> Turns(TeamResult result)
    {
        if (result.Transcript.Count > 0)
            yield return new XElement("h3", "Turns");
        foreach (var turn in result.Transcript)
        {
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"{turn.Task.Id} round {turn.Task.Round}: {turn.Task.Role}, {RunLines.Words(turn.Task.Kind.ToString())}, "
                    + $"{Piece.Count(turn.ToolCalls.Count, "call")}, "
                    + $"{Piece.Seconds(turn.Duration)}{(turn.Failure is { } failure ? $", failed: {failure.Kind}" : "")}"
            );
            yield return new XElement(
                "details",
                new XElement("summary", Piece.Clean(head)),
                turn.ToolCalls.Count == 0
                    ? null
                    : new XElement(
                        "pre",
                        Piece.Clean(string.Join('\n', turn.ToolCalls.Select(static call => $"{call.Function} {Cut(call.Arguments, 200)}")))
                    ),
                new XElement("pre", Piece.Clean(Cut(turn.Failure?.Message ?? turn.Text, MaxReply)))
            );
        }
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "… (cut)";
}
