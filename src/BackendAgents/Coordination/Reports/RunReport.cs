using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// A run as a page to look at: one HTML file with what is missing, the model, what was found and mended, verdicts, verifications, files,
/// timeline and turns. No script, nothing is loaded.
/// </summary>
internal static class RunReport
{
    private const int MaxFindings = 500;
    private const int MaxReply = 4_000;

    /// <summary>Draws the report. The same result gives the same page.</summary>
    /// <param name="result">How the run ended, whatever the end.</param>
    /// <param name="brief">What was asked for; shown when not empty.</param>
    /// <returns>The page. Everything that people and models said stands in it as text, never as markup.</returns>
    public static string Html(TeamResult result, string brief = "") => Html(result, brief, null, []);

    /// <summary>The report of a delivery.</summary>
    /// <param name="result">How the run ended, whatever the end.</param>
    /// <param name="brief">What was asked for; shown when not empty.</param>
    /// <param name="root">The way from the page to the delivery: <c>../</c>; null links no files.</param>
    /// <param name="found">What was found in the run.</param>
    internal static string Html(TeamResult result, string brief, string? root, IReadOnlyList<FoundFinding> found)
    {
        ArgumentNullException.ThrowIfNull(result);
        var title = $"{result.Blueprint?.Service.Name ?? "Run"}: {RunLines.Words(result.Stop.Kind.ToString())}";
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width,initial-scale=1")),
                new XElement("title", Piece.Clean(title)),
                new XElement("style", ReportStyle.Css)
            ),
            new XElement(
                "body",
                new XElement("h1", Piece.Clean(title)),
                Piece.Of("p", "end " + (result.Approved ? "ok" : "wait"), Piece.Clean(result.Stop.Message)),
                NotDelivered(result),
                ReportFiles.First(result.Artifacts, root),
                brief.Length == 0 ? null : new XElement("blockquote", Piece.Clean(brief)),
                Summary(result),
                RequirementTable.Draw(result.Requirements),
                Model(result),
                Course(found),
                Open(result),
                Verdicts(result),
                Verifications(result),
                ReportFiles.All(result.Artifacts, root),
                new XElement("h2", "Timeline"),
                RunTimeline.Draw(result),
                Notes(result),
                Turns(result)
            )
        );
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement? NotDelivered(TeamResult result)
    {
        var missing = Missing.Of(result);
        return missing.Count == 0
            ? null
            : Piece.Of(
                "section",
                "missing",
                new XElement("h2", $"Not delivered ({missing.Count})"),
                new XElement("ul", missing.Take(MaxFindings).Select(static line => new XElement("li", Piece.Clean(line))))
            );
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

    private static IEnumerable<XElement> Model(TeamResult result) =>
        result.Blueprint is { Entities.Count: > 0 } blueprint ? [new XElement("h2", "Data model"), ErDrawing.Draw(blueprint)] : [];

    private static IEnumerable<XElement> Course(IReadOnlyList<FoundFinding> found) =>
        Piece.Section(
            $"Found and mended ({Piece.Count(found.Count, "finding")})",
            ["What", "Where", "Found by", "Became"],
            found
                .OrderBy(static entry => entry.Round)
                .Take(MaxFindings)
                .Select(static entry =>
                    new object[]
                    {
                        $"{entry.Finding.Code}: {entry.Finding.Message}",
                        entry.Finding.Place.ToString(),
                        $"{entry.By}, round {entry.Round}",
                        Piece.Word(entry.IsOpen ? Colour(entry.Finding.Severity) : "ok", entry.Fate),
                    }
                )
        );

    private static IEnumerable<XElement> Verdicts(TeamResult result) =>
        Piece.Section(
            "Verdicts",
            ["Reviewer", "Verdict", "On the delivered bytes", "Reasons"],
            result.Verdicts.Select(static verdict =>
                new object[]
                {
                    verdict.Reviewer,
                    Piece.Word(verdict.Approves ? "ok" : "bad", verdict.Approves ? "approved" : "requests changes"),
                    verdict.Valid ? "yes" : "no: they changed since",
                    verdict.Summary,
                }
            )
        );

    private static IEnumerable<XElement> Verifications(TeamResult result) =>
        Piece.Section(
            "Verifications",
            ["Verifier", "Outcome", "Seen", "Time"],
            result.Verifications.Select(static verification =>
                new object[]
                {
                    verification.Verifier,
                    Piece.Word(
                        verification.Outcome switch
                        {
                            VerificationOutcome.Passed => "ok",
                            VerificationOutcome.Failed => "bad",
                            _ => "wait",
                        },
                        RunLines.Words(verification.Outcome.ToString())
                    ),
                    verification.Summary,
                    Seconds(verification.Duration),
                }
            )
        );

    private static IEnumerable<XElement> Open(TeamResult result) =>
        Piece.Section(
            $"Open ({Piece.Count(result.Findings.Count, "finding")})",
            ["Rule", "Severity", "Where", "What, and what to do"],
            result
                .Findings.OrderByDescending(static finding => finding.Severity)
                .Take(MaxFindings)
                .Select(static finding =>
                    new object[]
                    {
                        finding.Code,
                        Piece.Word(Colour(finding.Severity), RunLines.Words(finding.Severity.ToString())),
                        finding.Place.ToString(),
                        $"{finding.Message} {finding.Remedy}",
                    }
                )
        );

    private static IEnumerable<XElement> Notes(TeamResult result) =>
        Piece.Section("Notes", ["From", "Note"], result.Notes.Select(static note => new object[] { note.By, note.Text }));

    private static IEnumerable<XElement> Turns(TeamResult result)
    {
        yield return new XElement("h2", "Turns");
        foreach (var turn in result.Transcript)
        {
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"{turn.Task.Id} round {turn.Task.Round}: {turn.Task.Role}, {RunLines.Words(turn.Task.Kind.ToString())}, "
                    + $"{Piece.Count(turn.ToolCalls.Count, "call")}, "
                    + $"{Seconds(turn.Duration)}{(turn.Failure is { } failure ? $", failed: {failure.Kind}" : "")}"
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

    private static string Colour(Severity severity) =>
        severity switch
        {
            Severity.Error => "bad",
            Severity.Warning => "wait",
            _ => "quiet",
        };

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "… (cut)";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
