using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>The top of the page: what it is, how it ended, and the figures that a reader wants first, each a way to its section.</summary>
internal static class ReportHead
{
    public static XElement Draw(Report report)
    {
        var result = report.Result;
        return new XElement(
            "header",
            new XElement(
                "h1",
                Piece.Clean(Title(result)),
                " ",
                Piece.Of("span", "badge " + Colour(result.Stop.Kind), RunLines.Words(result.Stop.Kind.ToString()))
            ),
            result.Blueprint?.Service.Description is { Length: > 0 } about ? Piece.Of("p", "quiet", Piece.Clean(about)) : null,
            Piece.Of("p", "end " + Colour(result.Stop.Kind), Piece.Clean(result.Stop.Message)),
            Piece.Of("ul", "figures", Figures(report).Select(static figure => Draw(figure)))
        );
    }

    /// <summary>What the page is called.</summary>
    public static string Title(TeamResult result) =>
        result.Blueprint?.Service is not { } service ? "Run"
        : service.Title.Length > 0 ? service.Title
        : service.Name;

    // Only what there is something to say of.
    private static IEnumerable<Figure> Figures(Report report)
    {
        var result = report.Result;
        if (result.Requirements is { Count: > 0 } requirements)
        {
            var proven = requirements.Count(static requirement => requirement.State == ProofState.Proven);
            var isUnmet = requirements.Any(static requirement => requirement.IsUnmet);
            yield return new Figure($"{proven} of {requirements.Count}", "requirements proven", isUnmet ? "wait" : "ok", "asked");
        }

        var scenarios = result.Verifications.SelectMany(static verification => verification.Scenarios).ToList();
        if (scenarios.Count > 0)
        {
            var proving = scenarios.Count(static played => played.Proves);
            yield return new Figure(
                $"{proving} of {scenarios.Count}",
                "scenarios pass and prove",
                proving == scenarios.Count ? "ok" : "bad",
                "judges"
            );
        }

        if (result.Verifications is { Count: > 0 } verifications)
        {
            var passed = verifications.Count(static verification => verification.Outcome == VerificationOutcome.Passed);
            var asked = verifications.Count(static verification => verification.Outcome != VerificationOutcome.NotAskedFor);
            var failed = verifications.Any(static verification => verification.Outcome == VerificationOutcome.Failed);
            var colour =
                failed ? "bad"
                : passed == asked ? "ok"
                : "wait";
            yield return new Figure($"{passed} of {asked}", "verifiers passed", colour, "judges");
        }
        else if (result.Blueprint is not null)
        {
            yield return new Figure("none", "of the verifiers ran", "wait", "judges");
        }

        if (result.Verdicts is { Count: > 0 } verdicts)
        {
            var approved = verdicts.Count(static verdict => verdict is { Approves: true, Valid: true });
            yield return new Figure(
                $"{approved} of {verdicts.Count}",
                "reviewers approve these bytes",
                approved == verdicts.Count ? "ok" : "bad",
                "judges"
            );
        }

        if (report.Found.Count > 0 || result.Findings.Count > 0)
        {
            var mended = report.Found.Count(static found => !found.IsOpen);
            var worst = result.Findings.Any(static finding => finding.Severity == Severity.Error);
            yield return new Figure(
                string.Create(CultureInfo.InvariantCulture, $"{mended}"),
                $"mended of what was found, {result.Findings.Count} left",
                worst ? "bad" : "ok",
                "found"
            );
        }

        if (report.Root is not null && result.Artifacts.Count > 0)
            yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"{result.Artifacts.Count}"), "files", "quiet", "files");
    }

    private static XElement Draw(Figure figure) =>
        new(
            "li",
            new XElement(
                "a",
                new XAttribute("href", "#" + figure.Section),
                Piece.Of("strong", figure.Colour, figure.Number),
                new XElement("span", figure.Of)
            )
        );

    private static string Colour(StopKind kind) =>
        kind switch
        {
            StopKind.Approved => "ok",
            StopKind.Failed => "bad",
            _ => "wait",
        };

    private sealed record Figure(string Number, string Of, string Colour, string Section);
}
