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
            var all = string.Join('\n', files.Values);

            Assert.Multiple(() =>
            {
                Ports(plan, files, seed);
                Settings(plan, all, seed);
                Secrets(plan, files, all, seed);
                Images(plan, all, seed);
                Paths(plan, files, seed);
                Metrics(plan, files, seed);
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
        path is "Dockerfile" or "compose.yaml" or ".gitlab-ci.yml" or "secrets/create.sh"
        || path.StartsWith("deploy/", StringComparison.Ordinal)
        || path.StartsWith("monitoring/", StringComparison.Ordinal)
        || path.StartsWith(".github/", StringComparison.Ordinal);

    private static void Ports(ServicePlan plan, Dictionary<string, string> files, int seed)
    {
        var known = plan
            .InnerPorts.Select(static port => port.Number)
            .Concat(
                plan.Resources.Where(static resource => resource.Container is not null).Select(static resource => resource.Container!.Port)
            )
            .Append(plan.Port)
            .Select(static port => port.ToString(null, null))
            .ToHashSet();
        foreach (var (path, content) in files)
        foreach (Match match in Port().Matches(content))
            Assert.That(
                known.Contains(match.Groups[1].Value) || match.Groups[1].Value is "53" or "80",
                Is.True,
                $"{seed} {path}: {match.Value}"
            );
        foreach (var port in known)
            Assert.That(files.Values, Has.Some.Contains(port), $"{seed}: port {port} is defined and used nowhere");
    }

    private static void Settings(ServicePlan plan, string all, int seed)
    {
        string[] framework = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED"];
        var known = plan.Settings.Select(static setting => setting.Variable).Concat(framework).ToHashSet();
        foreach (Match match in Variable().Matches(all))
            Assert.That(known, Does.Contain(match.Value), $"{seed}: no such setting");
    }

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

    private static void Images(ServicePlan plan, string all, int seed)
    {
        string[] tools = ["mcr.microsoft.com/dotnet/sdk:10.0", "docker:28", "alpine/k8s:1.34.1"];
        var known = plan
            .Resources.Select(static resource => resource.Container?.Image)
            .Concat(tools)
            .Append(ServiceImage.Name(plan))
            .Concat(plan.Jobs.Select(job => job.Image(plan)))
            .ToHashSet();
        // What a chart's user sets is a template; Helm's own test renders it.
        foreach (var match in Image().Matches(all).Where(static match => match.Groups[1].Value != "{{"))
            Assert.That(known, Does.Contain(match.Groups[1].Value), $"{seed}: nobody's image");
        Assert.That(all, Does.Contain(ServiceImage.Repository(plan)), $"{seed}");
    }

    private static void Paths(ServicePlan plan, Dictionary<string, string> files, int seed)
    {
        string[] known = [plan.LivePath, plan.ReadyPath, .. plan.InnerPorts.Select(static port => port.Path)];
        foreach (Match match in ProbedPath().Matches(files["deploy/kubernetes/base/deployment.yaml"]))
            Assert.That(known, Does.Contain(match.Groups[1].Value), $"{seed}");
        Assert.That(files["monitoring/prometheus/prometheus.yml"], Does.Contain("metrics_path: " + known[^1]), $"{seed}");
    }

    private static void Metrics(ServicePlan plan, Dictionary<string, string> files, int seed)
    {
        var watching = string.Join('\n', files.Where(static file => file.Key.StartsWith("monitoring/")).Select(static file => file.Value));
        foreach (var metric in plan.Metrics)
            Assert.That(watching, Does.Contain(metric.Name.Replace('.', '_')), $"{seed}: {metric.Name} is measured and never looked at");
        var known = plan.Metrics.Select(static metric => metric.Name.Replace('.', '_')).ToList();
        foreach (Match match in Series().Matches(watching))
            Assert.That(known.Exists(name => match.Value.StartsWith(name, StringComparison.Ordinal)), Is.True, $"{seed}: {match.Value}");
    }

    [GeneratedRegex("\\b(?:containerPort|targetPort|port): \"?([0-9]+)")]
    private static partial Regex Port();

    [GeneratedRegex(@"\b(?:[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+|ASPNETCORE_[A-Z_]+)\b")]
    private static partial Regex Variable();

    [GeneratedRegex("/run/secrets/([A-Za-z0-9_.-]*[A-Za-z0-9])")]
    private static partial Regex SecretFile();

    [GeneratedRegex("image: \"?([^\"\\s]+)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\bpath: (\S+)")]
    private static partial Regex ProbedPath();

    [GeneratedRegex(@"\b(?:http_server|dotnet|service)_[a-z_]+")]
    private static partial Regex Series();
}
