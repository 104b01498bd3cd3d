using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Contracts;

/// <summary>The examples still deliver the interface that they have always delivered.</summary>
public sealed class ExampleTests
{
    private static IEnumerable<string> Names() =>
        Directory.GetDirectories(Path.Combine(GeneratedFile.Root, "examples")).Select(static folder => Path.GetFileName(folder)).Order();

    [Test]
    public void There_are_ten_of_them() => Assert.That(Names().Count(), Is.GreaterThanOrEqualTo(10));

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
