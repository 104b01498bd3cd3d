using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Engineering.Tests.Contracts;

/// <summary>The examples still deliver the interface that they have always delivered.</summary>
public sealed class ExampleTests
{
    private static IEnumerable<string> Names() =>
        Directory.GetDirectories(Path.Combine(GeneratedFile.Root, "examples")).Select(static folder => Path.GetFileName(folder)).Order();

    [Test]
    public void There_are_ten_of_them() => Assert.That(Names().Count(), Is.GreaterThanOrEqualTo(10));

    [TestCase("web-shop")]
    [TestCase("parking")]
    [TestCase("cinema")]
    [TestCase("benefits")]
    [TestCase("drones")]
    [TestCase("links")]
    [TestCase("lending")]
    public void Every_sentence_of_its_brief_is_a_requirement_that_stands_and_no_rule_is_broken(string name)
    {
        var folder = Path.Combine(GeneratedFile.Root, "examples", name);
        var project = new BackendProject();
        project.Replace(CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(folder, "backend.yaml"))).Blueprint!);
        var brief = File.ReadAllText(Path.Combine(folder, "brief.txt"))
            .ReplaceLineEndings("\n")
            .Replace(". ", ".\n", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        var requirements = project.Blueprint!.Requirements;

        Assert.That(brief.Except(requirements.Select(static requirement => requirement.Text)), Is.Empty);
        Assert.That(requirements.Where(static requirement => requirement.State != RequirementState.Placed), Is.Empty);
        Assert.That(project.Findings.Where(static finding => finding.Severity == Severity.Error), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void The_document_is_the_one_on_record(string name)
    {
        var folder = Path.Combine(GeneratedFile.Root, "examples", name);
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(folder, "backend.yaml")));
        Assert.That(read.Problems, Is.Empty);

        var delivered = CapabilityCatalog.BuiltIn.Deliver(read.Blueprint!).Find("openapi.json")!.Content;

        if (GeneratedFile.IsUpdate)
            File.WriteAllText(Path.Combine(folder, "openapi.json"), delivered);
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "openapi.json")));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(delivered), recorded), Is.True, $"examples/{name}/openapi.json differs");
    }
}
