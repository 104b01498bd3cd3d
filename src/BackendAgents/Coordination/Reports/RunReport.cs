using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// A run as a page to look at: one HTML file with its timeline, verdicts, verifications, findings and turns. No script, nothing is
/// loaded.
/// </summary>
public static class RunReport
{
    private const int MaxFindings = 500;
    private const int MaxReply = 4_000;

    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;max-width:1000px;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e2e6ec}
        .ok{color:#1a7f4b}.bad{color:#b3261e}.wait{color:#a05a00}.quiet{color:#66707f}
        blockquote{border-left:3px solid #c9d2de;margin:1rem 0;padding:.2rem 1rem;white-space:pre-wrap}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f7fa;padding:.6rem;font-size:13px}
        svg text{font:12px system-ui,sans-serif;fill:#1c2430}summary{cursor:pointer}
        """;

    /// <summary>Draws the report. The same result gives the same page.</summary>
    /// <param name="result">How the run ended, whatever the end.</param>
    /// <param name="brief">What was asked for; shown when not empty.</param>
    /// <returns>The page. Everything that people and models said stands in it as text, never as markup.</returns>
    public static string Html(TeamResult result, string brief = "")
    {
        ArgumentNullException.ThrowIfNull(result);
        var title = $"{result.Blueprint?.Service.Name ?? "Run"}: {Words(result.Stop.Kind.ToString())}";
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width")),
                new XElement("title", Clean(title)),
                new XElement("style", Style)
            ),
            new XElement(
                "body",
                new XElement("h1", Clean(title)),
                new XElement("p", new XAttribute("class", result.Approved ? "ok" : "wait"), Clean(result.Stop.Message)),
                brief.Length == 0 ? null : new XElement("blockquote", Clean(brief)),
                Summary(result),
                new XElement("h2", "Timeline"),
                RunTimeline.Draw(result),
                Verdicts(result),
                Verifications(result),
                Findings(result),
                Notes(result),
                Turns(result)
            )
        );
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Text without the characters that XML can't hold.</summary>
    internal static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or >= ' ' and not (0x7f or 0xfffe or 0xffff))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static XElement Summary(TeamResult result)
    {
        var usage = result.Usage;
        var spent = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Transcript.Count} turns, {usage.ModelCalls} model calls, {usage.ToolCalls} tool calls, {usage.InputTokens:N0} tokens sent and {usage.OutputTokens:N0} received{(usage.Estimated ? " (counted here)" : "")}{(usage.Cost > 0 ? $", cost {usage.Cost:0.####}" : "")}"
        );
        var made = result.Blueprint is { } blueprint
            ? $"{blueprint.Entities.Count} entities, {blueprint.Relations.Count} relations, {blueprint.Operations.Count} operations, {blueprint.Roles.Count} roles; {result.Artifacts.Count} files"
            : "no blueprint";
        return Table(
            null,
            [
                ["Run", result.RunId],
                ["Delivered", made],
                ["Bytes", $"SHA-256 {result.Artifacts.Hash}"],
                ["Spent", spent],
            ]
        );
    }

    private static IEnumerable<XElement> Verdicts(TeamResult result) =>
        Section(
            "Verdicts",
            ["Reviewer", "Verdict", "On the delivered bytes", "Reasons"],
            result.Verdicts.Select(static verdict =>
                new object[]
                {
                    verdict.Reviewer,
                    new XElement(
                        "span",
                        new XAttribute("class", verdict.Approves ? "ok" : "bad"),
                        verdict.Approves ? "approved" : "requests changes"
                    ),
                    verdict.Valid ? "yes" : "no: they changed since",
                    verdict.Summary,
                }
            )
        );

    private static IEnumerable<XElement> Verifications(TeamResult result) =>
        Section(
            "Verifications",
            ["Verifier", "Outcome", "Seen", "Time"],
            result.Verifications.Select(static verification =>
                new object[]
                {
                    verification.Verifier,
                    new XElement(
                        "span",
                        new XAttribute(
                            "class",
                            verification.Outcome switch
                            {
                                Verification.VerificationOutcome.Passed => "ok",
                                Verification.VerificationOutcome.Failed => "bad",
                                _ => "wait",
                            }
                        ),
                        Words(verification.Outcome.ToString())
                    ),
                    verification.Summary,
                    Seconds(verification.Duration),
                }
            )
        );

    private static IEnumerable<XElement> Findings(TeamResult result) =>
        Section(
            $"Open findings ({result.Findings.Count})",
            ["Rule", "Severity", "Where", "What, and what to do"],
            result
                .Findings.OrderByDescending(static finding => finding.Severity)
                .Take(MaxFindings)
                .Select(static finding =>
                    new object[]
                    {
                        finding.Rule,
                        new XElement(
                            "span",
                            new XAttribute(
                                "class",
                                finding.Severity switch
                                {
                                    Severity.Error => "bad",
                                    Severity.Warning => "wait",
                                    _ => "quiet",
                                }
                            ),
                            Words(finding.Severity.ToString())
                        ),
                        finding.Location.ToString(),
                        $"{finding.Message} {finding.Remedy}",
                    }
                )
        );

    private static IEnumerable<XElement> Notes(TeamResult result) =>
        Section("Notes", ["From", "Note"], result.Notes.Select(static note => new object[] { note.By, note.Text }));

    private static IEnumerable<XElement> Turns(TeamResult result)
    {
        yield return new XElement("h2", "Turns");
        foreach (var turn in result.Transcript)
        {
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"{turn.Task.Id} round {turn.Task.Round}: {turn.Task.Role}, {Words(turn.Task.Kind.ToString())}, {turn.ToolCalls.Count} calls, {Seconds(turn.Duration)}{(turn.Failure is { } failure ? $", failed: {failure.Kind}" : "")}"
            );
            yield return new XElement(
                "details",
                new XElement("summary", Clean(head)),
                turn.ToolCalls.Count == 0
                    ? null
                    : new XElement(
                        "pre",
                        Clean(string.Join('\n', turn.ToolCalls.Select(static call => $"{call.Function} {Cut(call.Arguments, 200)}")))
                    ),
                new XElement("pre", Clean(Cut(turn.Failure?.Message ?? turn.Text, MaxReply)))
            );
        }
    }

    private static IEnumerable<XElement> Section(string title, string[] head, IEnumerable<object[]> rows)
    {
        var all = rows.ToList();
        return all.Count == 0 ? [] : [new XElement("h2", title), Table(head, all)];
    }

    private static XElement Table(string[]? head, IEnumerable<object[]> rows) =>
        new(
            "table",
            head is null ? null : new XElement("thead", new XElement("tr", head.Select(static cell => new XElement("th", cell)))),
            new XElement(
                "tbody",
                rows.Select(static row => new XElement(
                    "tr",
                    row.Select(static cell => new XElement("td", cell is string text ? Clean(text) : cell))
                ))
            )
        );

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "… (cut)";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    // NeedsInput: needs input.
    internal static string Words(string name) =>
        string.Concat(
            name.Select(
                static (c, index) => char.IsUpper(c) && index > 0 ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()
            )
        );
}
