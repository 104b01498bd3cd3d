using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Shared;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>
/// What one file of several services names, another defines, over random divisions: 40, and 200 where BACKEND_AGENTS_SERVICES is full.
/// </summary>
internal sealed partial class SystemCrossFileTests
{
    private static readonly int s_plans = Environment.GetEnvironmentVariable("BACKEND_AGENTS_SERVICES") == "full" ? 200 : 40;
    private static readonly string[] s_databases = ["postgresql", "mysql", "sqlite"];
    private static readonly string[] s_brokers = ["rabbitmq", "kafka"];

    [Test]
    public void Every_name_has_one_place_over_random_systems()
    {
        var engine = new CheckEngine([.. RuleCatalog.All.Where(static rule => rule.Descriptor.Area == Area.Operations)]);
        for (int seed = 0, seen = 0; seen < s_plans; seed++)
        {
            Assert.That(seed, Is.LessThan(2 * s_plans), "most can be divided");
            var blueprint = Blueprint(seed);
            if (CapabilityCatalog.BuiltIn.Validate(blueprint).Count > 0)
                continue;
            seen++;
            var system = new Parts(blueprint);
            var checks = new CrossFileChecks(system.Plans, system.Operations, seed);
            Assert.Multiple(() =>
            {
                checks.Ports();
                checks.Settings();
                Told(system, seed);
                Secrets(system, seed);
                Hosts(system, seed);
                checks.Images();
                checks.Metrics();
                Jobs(system, checks.Watching, seed);
            });
            if (seen > 15)
                continue;
            var findings = engine.Check(new CheckContext(blueprint, system.Files));
            Assert.That(findings.Where(static finding => finding.Place.File != Place.BlueprintFile), Is.Empty, $"seed {seed}");
        }
    }

    private static Blueprint Blueprint(int seed)
    {
        var all = Operated.Together(RandomBlueprint.Divided(seed), s_databases[seed % s_databases.Length]);
        return all with { Deployment = all.Deployment with { Messaging = s_brokers[seed / 3 % s_brokers.Length] } };
    }

    private static void Told(Parts system, int seed)
    {
        // The gateway is told of each service, in each place.
        foreach (var share in system.Shares)
        foreach (var path in (string[])["compose.yaml", "deploy/kubernetes/base/config.env"])
            Assert.That(system.Operations[path], Does.Contain("Services__" + share.Service.Name), $"{seed} {path}");
    }

    private static void Secrets(Parts system, int seed)
    {
        var made = Made().Matches(system.Operations["secrets/create.sh"]).Select(static match => match.Groups[1].Value).ToList();
        Assert.That(made, Is.Unique, $"{seed}");
        Assert.That(Keys(system.Compose, "secrets"), Is.EquivalentTo(made), $"{seed}: what is made is what is mounted");
        var used = ((YamlMappingNode)system.Compose["services"])
            .Children.Values.Cast<YamlMappingNode>()
            .Where(static service => service.Children.ContainsKey("secrets"))
            .SelectMany(static service => (YamlSequenceNode)service["secrets"])
            .Select(static secret => secret is YamlMappingNode map ? map["source"].ToString() : secret.ToString());
        Assert.That(used.Distinct(), Is.EquivalentTo(made), $"{seed}: what is made is what is read");
    }

    private static void Hosts(Parts system, int seed)
    {
        var compose = Keys(system.Compose, "services").ToHashSet();
        var cluster = system
            .Operations.Where(static file => file.Key.Contains("/kubernetes/base/") || file.Key.Contains("/overlays/development/"))
            .SelectMany(static file => ClusterService().Matches(file.Value))
            .Select(static match => match.Groups[1].Value)
            .ToHashSet();
        var asked = ConnectionHost()
            .Matches(system.Operations["secrets/create.sh"])
            .Select(static match => match.Groups[1].Value)
            .ToHashSet();
        if (system.Plans.Any(static plan => plan.Resources.Any(static resource => resource.Kind == ResourceKind.Database)))
            Assert.That(asked, Has.Count.GreaterThan(system.Shares.Count - 1), $"{seed}: a database each");
        Assert.That(asked, Is.SubsetOf(compose), $"{seed}");
        Assert.That(asked, Is.SubsetOf(cluster), $"{seed}");
        var watched = Target()
            .Matches(system.Operations["monitoring/prometheus/prometheus.yml"])
            .Select(static match => match.Groups[1].Value);
        Assert.That(watched, Is.SupersetOf(system.Shares.Select(static share => share.Service.Name).Append("gateway")), $"{seed}");
        Assert.That(watched, Is.SubsetOf(compose), $"{seed}");
        var called = Address()
            .Matches(system.Operations["deploy/kubernetes/base/config.env"])
            .Select(static match => match.Groups[1].Value);
        Assert.That(called, Is.EquivalentTo(system.Plans.Skip(1).Select(ServiceImage.Name)).And.SubsetOf(cluster), $"{seed}");
    }

    private static void Jobs(Parts system, string watching, int seed)
    {
        var jobs = system.Plans.Select(static plan => plan.Blueprint.Service.Name).ToHashSet();
        foreach (Match match in Job().Matches(watching))
            Assert.That(jobs, Does.Contain(match.Groups[1].Value), $"{seed}: nobody's job");
    }

    private static IEnumerable<string> Keys(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var map) ? ((YamlMappingNode)map).Children.Keys.Select(static name => name.ToString()) : [];

    // A system with the plans of its gateway and its services, and the files by which it is run.
    private sealed class Parts
    {
        public Parts(Blueprint blueprint)
        {
            Shares = ServiceDivision.Of(blueprint);
            var services = Shares.Select(static share => CapabilityCatalog.BuiltIn.Plan(share.Blueprint)).ToList();
            Plans = [GatewayPlan.Of(CapabilityCatalog.BuiltIn.Plan(blueprint), services), .. services];
            Files = CapabilityCatalog.BuiltIn.Deliver(blueprint);
            Operations = Files
                .Where(static file => IsOfOperations(file.Path))
                .ToDictionary(static file => file.Path, static file => file.Content);
            var stream = new YamlStream();
            stream.Load(new StringReader(Operations["compose.yaml"]));
            Compose = (YamlMappingNode)stream.Documents[0].RootNode;
        }

        public IReadOnlyList<ServiceShare> Shares { get; }

        public IReadOnlyList<ServicePlan> Plans { get; }

        public BackendAgents.Engineering.Artifacts.ArtifactSet Files { get; }

        public Dictionary<string, string> Operations { get; }

        public YamlMappingNode Compose { get; }

        private static bool IsOfOperations(string path) => CrossFileChecks.IsOfOperations(path) || OfKubernetes().IsMatch(path);
    }

    [GeneratedRegex("^(services/[^/]+/)?deploy/kubernetes/")]
    private static partial Regex OfKubernetes();

    [GeneratedRegex("(?m)^make (\\S+) ")]
    private static partial Regex Made();

    [GeneratedRegex(@"(?:Host=|Server=|@)([a-z][a-z0-9-]*)[;:/]")]
    private static partial Regex ConnectionHost();

    [GeneratedRegex("kind: Service\nmetadata:\n  name: (\\S+)")]
    private static partial Regex ClusterService();

    [GeneratedRegex("- \"?([a-z-]+):[0-9]+")]
    private static partial Regex Target();

    [GeneratedRegex("=http://(\\S+)")]
    private static partial Regex Address();

    [GeneratedRegex("\\bjob=\\\\?\"([a-z0-9-]+)")]
    private static partial Regex Job();
}
