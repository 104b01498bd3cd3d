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
    private static readonly string[] s_gateways = [CloudFiles.Table, "deploy/cloudformation/gateway.yaml"];
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
                Clouds(system, seed);
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
        foreach (var path in (string[])["compose.yaml", "deploy/kubernetes/base/config.env", .. system.IsInCloud ? s_gateways : []])
            Assert.That(system.Operations[path], Does.Contain("Services__" + share.Service.Name), $"{seed} {path}");
    }

    // In a cloud each is told what it is told in a cluster, sees the secrets that it sees in compose, and no role reads others.
    private static void Clouds(Parts system, int seed)
    {
        if (!system.IsInCloud)
        {
            Assert.That(system.Files.Find("README.md")!.Content, Does.Contain("Nothing is made there: "), $"{seed}");
            Assert.That(system.Files.Select(static file => file.Path), Has.None.StartsWith("deploy/terraform/"), $"{seed}");
            return;
        }

        var shared = CloudFiles.Exports(system.Operations["deploy/cloudformation/data.yaml"]).ToList();
        foreach (var (member, folder, host) in system.Shares.Select(Named).Prepend(("gateway", "", "gateway")))
        {
            var known = Config().Matches(system.Operations[folder + "deploy/kubernetes/base/config.env"]);
            var expected = known.ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);
            var service = (YamlMappingNode)system.Compose["services"][host];
            var seen = service.Children.TryGetValue("secrets", out var list)
                ? ((YamlSequenceNode)list).Select(static item => item is YamlMappingNode map ? map["target"].ToString() : item.ToString())
                : [];
            var isGateway = folder.Length == 0;
            var row = CloudFiles.Row(system.Files, member);
            var container = CloudFiles.Container(system.Files, isGateway ? member : member + "-service");
            foreach (var (settings, secrets) in new[] { row, container })
            {
                Assert.That(settings.Keys, Is.EquivalentTo(expected.Keys), $"{seed} {member}");
                foreach (var (name, value) in settings.Where(static setting => !IsOfPlace(setting.Key)))
                    Assert.That(value, Is.EqualTo(expected[name]), $"{seed} {member} {name}");
                Assert.That(secrets.Keys, Is.EquivalentTo(seen), $"{seed} {member}");
            }

            if (isGateway)
                continue;
            // What runs, what migrates and what a role may read are the same, and nothing of it is another service's.
            var migrating = CloudFiles.Container(system.Files, member + "-tasks");
            Assert.That(migrating.Secrets, Is.EquivalentTo(container.Secrets), $"{seed} {member}");
            Assert.That(
                migrating.Settings.Except(container.Settings).Select(static setting => setting.ToString()),
                Is.EqualTo(new[] { "[Database__Migrate, true]" }),
                $"{seed} {member}"
            );
            Assert.That(
                CloudFiles.Readable(system.Files, member + "-tasks"),
                Is.EquivalentTo(container.Secrets.Values),
                $"{seed} {member}"
            );
            Assert.That(container.Secrets.Values.Except(shared), Is.All.Contains($"-{member}-Secret"), $"{seed}: a secret of another");
            Assert.That(
                row.Secrets.Where(static secret => secret.Value.Contains('/')).Select(static secret => secret.Value),
                Is.All.StartsWith(member + "/"),
                $"{seed}"
            );
        }

        var ways = CloudFiles.TerraformWays(system.Files).ToList();
        Assert.That(CloudFiles.FormationWays(system.Files), Is.EquivalentTo(ways), $"{seed}");
        Assert.That(
            ways.Where(static way => way.From == "balancer").Select(static way => way.To),
            Is.EqualTo(new[] { "gateway" }),
            $"{seed}"
        );
    }

    private static (string Member, string Folder, string Host) Named(ServiceShare share) =>
        (share.Service.Name, share.Folder, share.Service.Name);

    // Where others are and how long one that ends is still asked follow from the place.
    private static bool IsOfPlace(string setting) => setting.StartsWith("Services__") || setting == "Shutdown__DrainSeconds";

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

        public bool IsInCloud => Files.Find(CloudFiles.Table) is not null;

        private static bool IsOfOperations(string path) => CrossFileChecks.IsOfOperations(path) || OfDeployment().IsMatch(path);
    }

    [GeneratedRegex("^((services/[^/]+/)?deploy/kubernetes/|deploy/cloudformation/|deploy/terraform/aws/services)")]
    private static partial Regex OfDeployment();

    [GeneratedRegex("(?m)^([A-Za-z][A-Za-z_0-9]*(?:-[a-z0-9]+)*)=(.*)$")]
    private static partial Regex Config();

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
