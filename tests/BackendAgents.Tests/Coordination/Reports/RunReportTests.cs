using System.Xml.Linq;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Checks;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Reports;

/// <summary>The page about a run.</summary>
public sealed class RunReportTests
{
    private const string Hostile = "</title><script>alert(1)</script> & \u0001\ud800 \"quoted\"";

    private static TurnRecord Turn(string id, string role, TaskKind kind, double seconds, TurnFailure? failure = null) =>
        new()
        {
            Task = new TeamTask
            {
                Id = id,
                Kind = kind,
                Round = 1,
                Role = role,
                Text = "Do it.",
            },
            Text = Hostile,
            Duration = TimeSpan.FromSeconds(seconds),
            Failure = failure,
            ToolCalls = [new ToolCallRecord("k", "review-check", Hostile, "fine")],
        };

    private static readonly TeamResult s_result = new()
    {
        RunId = "run1",
        Stop = new StopReason { Kind = StopKind.NeedsInput, Message = Hostile },
        Transcript =
        [
            Turn("t0001", "developer", TaskKind.Design, 2),
            Turn("t0002", "security", TaskKind.Review, 1),
            Turn("t0003", "data", TaskKind.Review, 3, new TurnFailure("timeout", "too slow")),
        ],
        Verdicts =
        [
            new Verdict
            {
                Reviewer = "security",
                Turn = "t0002",
                Kind = VerdictKind.RequestChanges,
                ArtifactsHash = "x",
                Summary = Hostile,
                Findings = [Finding(Severity.Error)],
            },
        ],
        Findings = [Finding(Severity.Info), Finding(Severity.Error)],
        Verifications = [new VerificationResult("dotnet", VerificationOutcome.Passed, "87 tests", [], TimeSpan.FromSeconds(5))],
    };

    private static Finding Finding(Severity severity) =>
        new("SEC001", severity, Area.Security, Location.Of("post"), "Open to all.", "Close it.");

    // What an HTML parser sees, since every element is closed.
    private static XElement Page(TeamResult result) => XElement.Parse(RunReport.Html(result, Hostile)["<!DOCTYPE html>".Length..]);

    [Test]
    public void Nothing_that_was_said_becomes_markup()
    {
        var page = Page(s_result);

        Assert.That(page.Descendants("script"), Is.Empty);
        Assert.That(page.Descendants("blockquote").Single().Value, Is.EqualTo("</title><script>alert(1)</script> & \ufffd \"quoted\""));
    }

    [Test]
    public void The_timeline_has_a_row_a_member_and_reviewers_start_together()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var bars = Page(s_result).Descendants(svg + "rect").ToList();
        double At(int bar, string name) =>
            double.Parse(bars[bar].Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(
            bars.Select(static bar => bar.Attribute("fill")!.Value),
            Is.EqualTo(new[] { "#3267b5", "#c77700", "#b3261e", "#2a8c8c" }),
            "made, asked for changes, failed, verified"
        );
        Assert.That((At(1, "x"), At(2, "x")), Is.EqualTo((At(1, "x"), At(1, "x"))));
        Assert.That(At(1, "x"), Is.EqualTo(At(0, "x") + At(0, "width")).Within(0.02));
        Assert.That(At(3, "x"), Is.EqualTo(At(2, "x") + At(2, "width")).Within(0.02), "the slowest reviewer is waited for");
        Assert.That(At(2, "width"), Is.EqualTo(3 * At(1, "width")).Within(0.05));
    }

    [Test]
    public void Errors_come_first_and_the_end_is_named()
    {
        var page = Page(s_result);

        Assert.That(page.Descendants("h1").Single().Value, Is.EqualTo("Run: needs input"));
        Assert.That(
            page.Descendants("td").Select(static cell => cell.Value).Where(static text => text is "error" or "info"),
            Is.EqualTo(new[] { "error", "info" })
        );
        Assert.That(
            page.Descendants("summary").Select(static line => line.Value),
            Has.Exactly(1).EqualTo("t0003 round 1: data, review, 1 calls, 3.0 s, failed: timeout")
        );
    }

    [Test]
    public void An_empty_run_has_a_page_too() =>
        Assert.That(
            Page(
                    new TeamResult
                    {
                        RunId = "r",
                        Stop = new StopReason { Kind = StopKind.Cancelled, Message = "Stopped." },
                    }
                )
                .Descendants("h1")
                .Single()
                .Value,
            Is.EqualTo("Run: cancelled")
        );
}
