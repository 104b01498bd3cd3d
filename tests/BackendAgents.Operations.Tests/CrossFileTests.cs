using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Operations.Tests;

/// <summary>What one file names, another defines: over plans that nobody thought of, on every database.</summary>
internal sealed partial class CrossFileTests
{
    private const int Plans = 200;
    private static readonly string[] s_databases = ["postgresql", "mysql", "sqlite"];

    [Test]
    public void Every_name_has_one_place_over_random_plans()
    {
        for (var seed = 0; seed < Plans; seed++)
        {
            var blueprint = Operated.With(RandomBlueprint.Of(seed), s_databases[seed % s_databases.Length]);
            var plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
            var files = CapabilityCatalog
                .BuiltIn.Deliver(blueprint)
                .Where(static file => IsOfOperations(file.Path))
                .ToDictionary(static file => file.Path, static file => file.Content);
            var checks = new CrossFileChecks([plan], files, seed);

            Assert.Multiple(() =>
            {
                checks.Ports();
                checks.Settings();
                Secrets(plan, files, checks.All, seed);
                checks.Images();
                Paths(plan, files, seed);
                checks.Metrics();
            });
        }
    }

    [Test]
    public void Our_rules_find_nothing_over_random_plans()
    {
        var engine = new CheckEngine([.. RuleCatalog.All.Where(static rule => rule.Descriptor.Area == Area.Operations)]);
        for (var seed = 0; seed < 30; seed++)
        {
            var blueprint = Operated.With(RandomBlueprint.Of(seed), s_databases[seed % s_databases.Length]);

            var findings = engine.Check(new CheckContext(blueprint, CapabilityCatalog.BuiltIn.Deliver(blueprint)));

            // What is said of the blueprint is its author's; here the files are looked at.
            Assert.That(findings.Where(static finding => finding.Place.File != Place.BlueprintFile), Is.Empty, $"seed {seed}");
        }
    }

    private static bool IsOfOperations(string path) =>
        CrossFileChecks.IsOfOperations(path) || path.StartsWith("deploy/", StringComparison.Ordinal);

    private static void Secrets(ServicePlan plan, Dictionary<string, string> files, string all, int seed)
    {
        foreach (var name in plan.Resources.SelectMany(static resource => resource.Container?.SecretFiles.Values ?? []))
        {
            Assert.That(files["secrets/create.sh"], Does.Contain($"make {name} "), $"{seed}: {name} is made nowhere");
            Assert.That(files["compose.yaml"], Does.Contain($"/run/secrets/{name}"), $"{seed}: {name} is read nowhere");
        }

        foreach (Match match in SecretFile().Matches(all))
            Assert.That(files["secrets/create.sh"], Does.Contain($"make {match.Groups[1].Value} "), $"{seed}: {match.Value}");
    }

    private static void Paths(ServicePlan plan, Dictionary<string, string> files, int seed)
    {
        string[] known = [plan.LivePath, plan.ReadyPath, .. plan.InnerPorts.Select(static port => port.Path)];
        foreach (Match match in ProbedPath().Matches(files["deploy/kubernetes/base/deployment.yaml"]))
            Assert.That(known, Does.Contain(match.Groups[1].Value), $"{seed}");
        Assert.That(files["monitoring/prometheus/prometheus.yml"], Does.Contain("metrics_path: " + known[^1]), $"{seed}");
    }

    [GeneratedRegex("/run/secrets/([A-Za-z0-9_.-]*[A-Za-z0-9])")]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"\bpath: (\S+)")]
    private static partial Regex ProbedPath();
}
