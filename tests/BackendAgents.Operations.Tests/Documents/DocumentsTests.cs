using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Documents;

/// <summary>Documents before a browser that draws them, and what they name before what there is.</summary>
internal sealed partial class DocumentsTests
{
    private static readonly string[] s_documents =
    [
        "docs/architecture.md",
        "docs/decisions.md",
        "docs/threat-model.md",
        "docs/deployment.md",
        "docs/service-levels.md",
        "docs/errors.md",
        "docs/capacity.md",
    ];

    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Write("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Every_diagram_is_drawn_and_a_broken_one_is_not()
    {
        var told = Operated.With(SampleBlueprints.Told(), "postgresql");
        var file = Path.Combine(_delivery.Folder, "told.md");
        await File.WriteAllTextAsync(file, CapabilityCatalog.BuiltIn.Deliver(told).Find("docs/architecture.md")!.Content);
        var chromium = ProcessRunner.Find("chromium") ?? "chromium";

        var drawn = await Judges.NodeAsync(
            "mermaid.mjs",
            chromium,
            file,
            Path.Combine(_delivery.Folder, "docs/architecture.md"),
            Path.Combine(_delivery.Folder, "docs/er-diagram.md")
        );
        Assert.That(drawn.Succeeded, Is.True, drawn.Text);
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("sequenceDiagram"));

        await File.WriteAllTextAsync(file, "```mermaid\nflowchart LR\n  a[ --> b\n```\n");
        Assert.That((await Judges.NodeAsync("mermaid.mjs", chromium, file)).Succeeded, Is.False);
    }

    [Test]
    public void Every_link_leads_to_a_file_or_a_heading()
    {
        foreach (var path in s_documents.Append("README.md"))
        foreach (Match link in Link().Matches(_delivery.Read(path)))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal))
                continue;
            var (name, anchor) = target.Split('#') is [var first, var second] ? (first, second) : (target, "");
            var file =
                name.Length == 0
                    ? path
                    : Path.Combine(Path.GetDirectoryName(path)!, name).Replace("docs/../", "", StringComparison.Ordinal);
            Assert.That(_delivery.Files.Find(file), Is.Not.Null, $"{path}: {target}");
            if (anchor.Length > 0)
                Assert.That(_delivery.Read(file).ToLowerInvariant().Replace(' ', '-'), Does.Contain("#-" + anchor), $"{path}: {target}");
        }
    }

    [Test]
    public void What_stands_against_a_threat_is_there()
    {
        var threats = _delivery.Read("docs/threat-model.md");

        foreach (Match rule in Rule().Matches(threats))
            Assert.That(RuleCatalog.Find(rule.Value), Is.Not.Null, rule.Value);
        foreach (Match file in Named().Matches(threats))
            Assert.That(_delivery.Files.Find(file.Groups[1].Value), Is.Not.Null, file.Value);
        var tests = string.Concat(
            _delivery
                .Files.Where(static file => file.Path.StartsWith("tests/", StringComparison.Ordinal))
                .Select(static file => file.Path + file.Content)
        );
        foreach (Match test in Test().Matches(threats))
            Assert.That(tests, Does.Contain(test.Groups[1].Value));
        Assert.That(Test().Matches(threats), Has.Count.GreaterThan(5));
        var flows = Regex.Count(threats, @"(?m)^## \d+\. ");
        Assert.That(flows, Is.GreaterThan(6));
        Assert.That(_delivery.Read("docs/architecture.md"), Does.Contain($"|\"{flows}. "), "each is drawn");
    }

    [Test]
    public void Each_choice_has_its_record_with_what_led_to_it()
    {
        var blueprint = _delivery.Blueprint with
        {
            Requirements =
            [
                new()
                {
                    Id = "r1",
                    Text = "We run it on Kubernetes.",
                    Kind = Engineering.Blueprints.RequirementKind.Technology,
                },
            ],
        };
        var decisions = CapabilityCatalog.BuiltIn.Deliver(blueprint).Find("docs/decisions.md")!.Content;

        foreach (var capability in _delivery.Plan.Capabilities.Where(static capability => capability.IsOptional))
            Assert.That(decisions, Does.Contain($". {capability.Title}\n"));
        Assert.That(decisions, Does.Contain("\"We run it on Kubernetes."));
        Assert.That(decisions, Does.Contain("`deployment.database` says so"));
    }

    [Test]
    public void Every_problem_of_the_contract_is_in_the_catalogue()
    {
        var catalogue = _delivery.Read("docs/errors.md");

        foreach (
            var code in _delivery
                .Plan.Contract.Endpoints.SelectMany(static endpoint => endpoint.Responses)
                .SelectMany(static one => one.Codes)
        )
            Assert.That(catalogue, Does.Contain($"| `{code}` |"));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(?:OPS|SEC|API|DATA)\d{3}\b")]
    private static partial Regex Rule();

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests|[A-Z][A-Za-z]*_[A-Za-z_]+)`")]
    private static partial Regex Test();

    [GeneratedRegex("`([a-z]+/[a-z/.-]+)`")]
    private static partial Regex Named();
}
