using System.Xml.Linq;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Reports;

/// <summary>The page about a run.</summary>
public sealed class RunReportTests
{
    private const string Hostile = "</title><script>alert(1)</script> & \u0001\ud800 \"quoted\"";

    private static TurnRecord Turn(string id, string role, TaskKind kind, double seconds, TurnFailure? failure = null) =>
        new(
            new TeamTask
            {
                Id = id,
                Kind = kind,
                Round = 1,
                Role = role,
                Text = "Do it.",
            }
        )
        {
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

    private static Diagnostic Finding(Severity severity) =>
        new("SEC001", severity, Place.Of("post"), "Open to all.", "Close it.") { Area = Area.Security };

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
        var bars = Page(s_result)
            .Descendants("span")
            .Where(static span => span.Attribute("class")!.Value.StartsWith("bar ", StringComparison.Ordinal))
            .ToList();
        double At(int bar, string name) =>
            double.Parse(
                System.Text.RegularExpressions.Regex.Match(bars[bar].Attribute("style")!.Value, name + @":([\d.]+)%").Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture
            );

        Assert.That(
            bars.Select(static bar => bar.Attribute("class")!.Value),
            Is.EqualTo(new[] { "bar make", "bar asked", "bar failed", "bar passed" }),
            "made, asked for changes, failed, verified"
        );
        Assert.That((At(1, "left"), At(2, "left")), Is.EqualTo((At(1, "left"), At(1, "left"))));
        Assert.That(At(1, "left"), Is.EqualTo(At(0, "left") + At(0, "width")).Within(0.02));
        Assert.That(At(3, "left"), Is.EqualTo(At(2, "left") + At(2, "width")).Within(0.02), "the slowest reviewer is waited for");
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
            Has.Exactly(1).EqualTo("t0003 round 1: data, review, 1 call, 3.0 s, failed: timeout")
        );
    }

    [Test]
    public void What_is_not_delivered_comes_first_even_when_approved()
    {
        var page = Page(
            s_result with
            {
                Stop = new StopReason { Kind = StopKind.Approved, Message = "Approved." },
                Artifacts = new ArtifactSet([
                    new Artifact(
                        "docs/requirements.md",
                        "# R\n\n## Not placed\n\n- Sentence 2, \"pay with \\_PayPal\\_ &lt;b&gt;\": no.\n\n## Other\n\n- x\n"
                    ),
                ]),
            }
        );
        var body = page.Element("body")!.Elements().ToList();

        Assert.That(body[2].Attribute("class")?.Value, Is.EqualTo("missing"));
        Assert.That(
            body[2].Descendants("li").Select(static line => line.Value),
            Is.EqualTo(new[] { "Sentence 2, \"pay with _PayPal_ <b>\": no." })
        );
    }

    [Test]
    public void Findings_are_shown_with_who_found_them_and_the_round_that_mended_them()
    {
        var history = new FindingHistory();
        var mended = new Diagnostic("DATA001", Severity.Error, Place.Of("post"), "No key.", "Add one.") { Area = Area.Data };
        history.Take(new RoundStarted(1, []));
        history.Take(new VerdictGiven(s_result.Verdicts[0] with { Reviewer = "data", Findings = [mended] }));
        history.Take(new RoundStarted(2, [mended, Finding(Severity.Error)]));

        var page = XElement.Parse(RunReport.Html(s_result, "", null, history.End(s_result.Findings))["<!DOCTYPE html>".Length..]);

        var rows = page.Descendants("h2")
            .Single(static head => head.Value == "Found and mended (2 findings)")
            .ElementsAfterSelf("table")
            .First();
        Assert.That(
            rows.Descendants("tr")
                .Skip(1)
                .Select(static row => string.Join(" | ", row.Elements("td").Skip(2).Select(static cell => cell.Value))),
            Is.EqualTo(new[] { "data, round 1 | mended in round 2", "rules, round 1 | open" })
        );
    }

    [Test]
    public void Files_are_linked_from_where_the_page_stands_and_only_then()
    {
        var result = s_result with { Artifacts = new ArtifactSet([new Artifact("README.md", "x\n"), new Artifact("src/a b.cs", "x\n")]) };

        var links = XElement.Parse(RunReport.Html(result, "", "../", [])["<!DOCTYPE html>".Length..]).Descendants("a");

        Assert.That(
            links.Select(static link => link.Attribute("href")!.Value),
            Is.EqualTo(new[] { "../README.md", "../README.md", "../src/a%20b.cs" })
        );
        Assert.That(Page(result).Descendants("a"), Is.Empty);
    }

    [Test]
    public void The_model_is_drawn_without_overlap_even_in_circles()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var blueprint = SampleBlueprints.Social();

        var page = Page(s_result with { Blueprint = blueprint });

        int At(XElement box, string name) => int.Parse(box.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        var boxes = page.Descendants(svg + "rect").ToList();
        Assert.That(boxes, Has.Count.EqualTo(blueprint.Entities.Count));
        Assert.That(page.Descendants(svg + "path").Count(), Is.EqualTo(blueprint.Relations.Count));
        Assert.That(
            from one in boxes
            from other in boxes
            where one != other
            where At(one, "x") < At(other, "x") + At(other, "width") && At(other, "x") < At(one, "x") + At(one, "width")
            where At(one, "y") < At(other, "y") + At(other, "height") && At(other, "y") < At(one, "y") + At(one, "height")
            select one,
            Is.Empty
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
