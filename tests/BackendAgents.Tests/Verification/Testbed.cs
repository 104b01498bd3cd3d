using System.Xml.Linq;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>The deliveries of a fixture, restored and compiled by one build; deleted at the end. Each has a name.</summary>
internal sealed class Testbed : IDisposable
{
    private readonly Dictionary<string, Delivered> _deliveries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _projects = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("testbed-").FullName;

    public Delivered this[string name] => _deliveries[name];

    /// <summary>Writes a delivery, to be changed before it is built.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="blueprint">What it is made of.</param>
    /// <param name="isAnalysed">
    /// Whether analyzers look at it, too: once at each kind of delivery. A verifier that compiles it afterwards finds that done.
    /// </param>
    /// <param name="isTested">Whether its tests are compiled, too, and not the service alone.</param>
    public Delivered Add(string name, Blueprint blueprint, bool isAnalysed = false, bool isTested = true)
    {
        // Tests refer to their service, so that a target of theirs is one of the service, too.
        _projects.Add(
            name,
            new XElement(
                "Projects",
                new XAttribute("Include", $"{name}/{(isTested ? "tests" : "src")}/*/*.csproj"),
                new XAttribute("AdditionalProperties", isAnalysed ? "" : "RunAnalyzers=false")
            )
        );
        var delivered = Delivered.Write(blueprint, Path.Combine(_folder, name));
        _deliveries.Add(name, delivered);
        return delivered;
    }

    /// <summary>Compiles all of them, without a warning.</summary>
    public async Task BuildAsync()
    {
        var all = Path.Combine(_folder, "all.proj");
        new XElement(
            "Project",
            new XAttribute("DefaultTargets", "Build"),
            new XElement("ItemGroup", _projects.Values),
            Target("Restore"),
            Target("Build")
        ).Save(all);
        // While it waits for the compiler, other tests run: a second build process would cost more than it brings.
        var request = new ProcessRequest("dotnet", ["build", all, "-m:1", "-v", "q", .. DeliveryEnvironment.BuildArguments])
        {
            WorkingDirectory = _folder,
            Environment = DeliveryEnvironment.Variables,
            Timeout = TimeSpan.FromMinutes(20),
        };
        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);
        Assert.That(result.Succeeded, result.Text);
        Assert.That(result.Text, Does.Contain("0 Warning(s)"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static XElement Target(string name) =>
        new(
            "Target",
            new XAttribute("Name", name),
            new XElement("MSBuild", new XAttribute("Projects", "@(Projects)"), new XAttribute("Targets", name))
        );
}
