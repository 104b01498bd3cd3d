using System.Xml.Linq;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
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
    private static XElement Page(TeamResult result) => Page(new Report(result) { Brief = Hostile });

    private static XElement Page(Report report) => XElement.Parse(RunReport.Html(report)["<!DOCTYPE html>".Length..]);

    [Test]
    public void A_verifier_with_nothing_to_judge_counts_neither_as_passed_nor_against()
    {
        VerificationResult Of(string id, VerificationOutcome outcome) => new(id, outcome, "", [], TimeSpan.Zero);
        string Told(params VerificationResult[] results) => Page(s_result with { Verifications = results }).Value;

        var told = Told(Of("dotnet", VerificationOutcome.Passed), Of("load", VerificationOutcome.NotAskedFor));

        Assert.That(told, Does.Contain("1 of 1verifiers passed").And.Contain("not asked for"));
        Assert.That(
            Told(Of("dotnet", VerificationOutcome.Passed), Of("load", VerificationOutcome.NotRun)),
            Does.Contain("1 of 2verifiers passed")
        );
    }

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
            .Where(static span => span.Attribute("class")?.Value.StartsWith("bar ", StringComparison.Ordinal) == true)
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

        Assert.That(page.Descendants("h1").Single().Value, Is.EqualTo("Run needs input"));
        Assert.That(
            page.Descendants("td").Select(static cell => cell.Value).Where(static text => text is "error" or "info"),
            Is.EqualTo(new[] { "error", "info" })
        );
        Assert.That(
            page.Descendants("summary").Select(static line => line.Value),
            Has.Exactly(1).EqualTo("t0003 round 1: data, review, 1 call, 3.0 s, failed: timeout")
        );
    }

    [TestCase(StopKind.Incomplete)]
    [TestCase(StopKind.NoProgress)]
    public void What_is_not_delivered_comes_first_in_the_same_words_whatever_the_end(StopKind end)
    {
        RequirementProof[] requirements =
        [
            new("requirement-1", "Pay with _PayPal_ <b>.", ProofState.Declined, "Needs a contract.", []),
            new("requirement-2", "Count notes.", ProofState.Open, "Nobody knows how.", []),
        ];
        var undone = end == StopKind.Incomplete ? RequirementProof.Unmet(requirements) : [];
        var page = Page(
            s_result with
            {
                Stop = new StopReason
                {
                    Kind = end,
                    Message = "So it ended.",
                    Undone = undone,
                },
                Requirements = requirements,
            }
        );
        var body = page.Element("body")!.Elements().ToList();

        Assert.That(body[1].Attribute("class")?.Value, Is.EqualTo("missing"), "after the head, before all else");
        Assert.That(
            body[1].Descendants("li").Select(static line => line.Value),
            Is.EqualTo(new[] { "open: \"Count notes.\" Nobody knows how.", "declined: \"Pay with _PayPal_ <b>.\" Needs a contract." })
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

        var page = Page(new Report(s_result) { Found = history.End(s_result.Findings) });

        Assert.That(page.Descendants("h2").Select(static head => head.Value), Has.One.EqualTo("Found and mended (1 of 2 findings)"));
        var rows = page.Descendants("h3").Single(static head => head.Value == "Round 1: 2 findings").ElementsAfterSelf("table").First();
        Assert.That(
            rows.Descendants("tr")
                .Skip(1)
                .Select(static row => string.Join(" | ", row.Elements("td").Skip(2).Select(static cell => cell.Value))),
            Is.EqualTo(new[] { "data | mended in round 2", "rules | open" })
        );
    }

    [Test]
    public void Every_file_is_linked_from_where_the_page_stands_and_only_then()
    {
        string[] paths =
        [
            "README.md",
            "src/a b.cs",
            "docs/runbooks/disk-is-full.md",
            "docs/new-kind-of-page.md",
            "deploy/kubernetes/base/service.yaml",
            "services/orders/README.md",
            "services/orders/docs/er-diagram.md",
        ];
        var result = s_result with { Artifacts = new ArtifactSet(paths.Select(static path => new Artifact(path, "x\n"))) };

        var page = Page(new Report(result) { Root = "../" });

        Assert.That(
            Links(page.Descendants("details")),
            Is.EquivalentTo(paths.Select(static path => "../" + path.Replace(" ", "%20", StringComparison.Ordinal)))
        );
        Assert.That(
            page.Descendants("section")
                .Where(static section => section.Attribute("class")!.Value == "card")
                .Select(static card =>
                    $"{card.Element("h3")!.Value}: {string.Join(", ", card.Descendants("a").Select(static a => a.Value))}"
                ),
            Is.EqualTo(
                new[]
                {
                    "Read first: README",
                    "Runbooks: disk is full",
                    "More documents: new kind of page",
                    "Kubernetes: base/service.yaml",
                    "Service orders: README, ER diagram",
                }
            )
        );
        Assert.That(Links([Page(result)]), Has.All.StartsWith("#"));
    }

    private static IEnumerable<string> Links(IEnumerable<XElement> within) =>
        within.Descendants("a").Select(static link => link.Attribute("href")!.Value);

    [Test]
    public void Every_way_within_the_page_leads_to_one_place_of_it()
    {
        var blueprint = SampleBlueprints.Social();
        var page = Page(
            new Report(
                s_result with
                {
                    Blueprint = blueprint,
                    Requirements = [new RequirementProof("requirement-1", Hostile, ProofState.Open, "Nobody knows how.", [])],
                    Artifacts = new ArtifactSet([new Artifact("README.md", "## Run\n\n```bash\ndotnet run\n```\n")]),
                }
            )
            {
                Brief = Hostile,
                Root = "../",
            }
        );

        var places = page.Descendants("h2").Select(static head => head.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.That(
            places,
            Is.EqualTo(new[] { "asked", "next", "documents", "system", "model", "found", "judges", "files", "course" }),
            "what a reader wants first comes first"
        );
        Assert.That(Links(page.Elements("body").Elements("nav")), Is.EqualTo(places.Select(static id => "#" + id)));
        Assert.That(
            Links(page.Descendants("header")).Distinct(),
            Is.Not.Empty.And.SubsetOf(places.Select(static id => "#" + id)),
            "the figures at the top"
        );
        Assert.That(
            page.Descendants("pre").Where(static pre => pre.Attribute("class")?.Value == "command").Select(static pre => pre.Value),
            Is.EqualTo(new[] { "backend-agents waive . requirement-1 --by NAME --reason TEXT", "dotnet run" })
        );
    }

    [Test]
    public void Nothing_is_loaded_and_it_has_a_dark_side_and_a_narrow_one()
    {
        var html = RunReport.Html(new Report(s_result with { Blueprint = SampleBlueprints.Everything() }) { Root = "../" });

        Assert.That(html, Does.Contain("prefers-color-scheme:dark").And.Contain("max-width:640px"));
        Assert.That(html, Does.Not.Contain("<link").And.Not.Contain("src=").And.Not.Contain("url(").And.Not.Contain("@import"));
    }

    [Test]
    public void The_system_is_drawn_with_all_that_speaks_to_it_once()
    {
        var one = SystemMap.Of(SampleBlueprints.Everything(), CapabilityCatalog.BuiltIn);
        var market = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml")));
        var several = SystemMap.Of(market.Blueprint!, CapabilityCatalog.BuiltIn);

        foreach (var map in (SystemMap[])[one, several])
        {
            Assert.That(map.Parts.Select(static part => part.Id), Is.Unique);
            Assert.That(
                map.Ways.SelectMany(static way => (string[])[way.From, way.To]).Distinct(),
                Is.EquivalentTo(map.Parts.Select(static part => part.Id)),
                "no part stands alone"
            );
        }

        Assert.That(one.Parts.Count(static part => part.IsOwn), Is.EqualTo(1));
        Assert.That(
            several.Parts.Where(static part => part.IsOwn).Select(static part => part.Title),
            Is.EqualTo(new[] { "Gateway", "accounts", "catalog", "orders" })
        );
        Assert.That(several.Parts.Count(static part => part.Title.StartsWith("RabbitMQ", StringComparison.Ordinal)), Is.EqualTo(1));
        string[] watching = ["compose", "prometheus", "backup"];
        var watched = market.Blueprint! with { Capabilities = [.. watching.Select(static id => new CapabilityChoice { Id = id })] };
        var tools = SystemMap.Of(watched, CapabilityCatalog.BuiltIn).Ways.Where(static way => way.What == "measurements and logs");
        Assert.That(tools.Select(static way => way.To).Distinct(), Is.EqualTo(new[] { "prometheus" }), "exporters are told nothing");
    }

    [Test]
    public void Each_of_several_services_has_its_place_with_what_was_played_through_it_and_its_documents()
    {
        var market = CapabilityCatalog
            .BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml")))
            .Blueprint!;
        market = market with { Capabilities = [new CapabilityChoice { Id = "nginx" }] };
        var (played, other) = (market.Scenarios[0], market.Scenarios[^1]);
        var result = s_result with
        {
            Blueprint = market,
            Artifacts = CapabilityCatalog.BuiltIn.Deliver(market),
            Verifications =
            [
                new VerificationResult("scenarios", VerificationOutcome.Passed, "", [], TimeSpan.Zero)
                {
                    Scenarios = [new ScenarioResult(played.Id, null, [])],
                },
            ],
        };

        var page = XDocument.Parse(
            RunReport.Html(new Report(result) { Root = "../" }).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)
        );

        var links = page.Descendants().Select(static element => element.Attribute("href")?.Value).OfType<string>().ToHashSet();
        var ids = page.Descendants().Select(static element => element.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.That(links.Where(static link => link.StartsWith('#')).Select(static link => link[1..]), Is.SubsetOf(ids));
        foreach (var service in (string[])["accounts", "catalog", "orders"])
        {
            Assert.That(links, Does.Contain("#service-" + service).And.Contain($"../services/{service}/README.md"));
            var table = page.Descendants("h3")
                .Single(title => title.Attribute("id")?.Value == "service-" + service)
                .ElementsAfterSelf("table")
                .First();
            Assert.That(table.Value, Does.Contain(service == "orders" ? "Product (of catalog)" : "of orders"));
        }

        var text = page.Root!.Value;
        Assert.That(text, Does.Contain($"{played.Title}: passes").And.Contain($"{other.Title}: not played"));
        Assert.That(
            SystemMap.Of(market, CapabilityCatalog.BuiltIn).Ways.Take(2).Select(static way => way.To),
            Is.EqualTo(new[] { "nginx", "gateway" })
        );
    }

    [Test]
    public void The_model_is_drawn_without_overlap_even_in_circles()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var blueprint = SampleBlueprints.Social();

        var page = Page(s_result with { Blueprint = blueprint });

        int At(XElement box, string name) => int.Parse(box.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        var drawing = page.Descendants(svg + "svg").Single(static svg => svg.Attribute("aria-label")!.Value == "Entities and relations");
        var boxes = drawing.Descendants(svg + "rect").ToList();
        Assert.That(boxes, Has.Count.EqualTo(blueprint.Entities.Count));
        Assert.That(drawing.Descendants(svg + "path").Count(), Is.EqualTo(blueprint.Relations.Count));
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
            Is.EqualTo("Run cancelled")
        );
}
