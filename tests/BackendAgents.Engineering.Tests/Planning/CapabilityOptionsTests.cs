using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Planning;

/// <summary>What a blueprint says of a capability reaches manifests and shell commands, so it is held to its bounds.</summary>
public sealed class CapabilityOptionsTests
{
    [TestCase("docker", "registry", "ghcr.io/team", true)]
    [TestCase("docker", "registry", "localhost:5000", true)]
    [TestCase("docker", "registry", "example.com; rm -rf /", false)]
    [TestCase("docker", "registry", "$(id)", false)]
    [TestCase("docker", "registry", "example.com\nx", false)]
    [TestCase("kubernetes", "host", "api.example.com", true)]
    [TestCase("kubernetes", "host", "api.example.com/", false)]
    [TestCase("kubernetes", "ingressNamespace", "Not_A_Label", false)]
    [TestCase("kubernetes", "minReplicas", "0", false)]
    [TestCase("kubernetes", "minReplicas", "2", true)]
    [TestCase("prometheus", "scrapeSeconds", "1", false)]
    public void An_option_stays_within_its_bounds(string id, string key, string value, bool good)
    {
        var choice = new CapabilityChoice
        {
            Id = id,
            Options = new Dictionary<string, string> { [key] = value },
        };

        var problems = CapabilityCatalog.BuiltIn.Validate(SampleBlueprints.Shop() with { Capabilities = [choice] });

        Assert.That(problems, good ? Is.Empty : Has.Count.EqualTo(1));
        if (!good)
            Assert.That(problems[0].Message, Does.Contain($"capabilities.{id}.{key}"));
    }
}
