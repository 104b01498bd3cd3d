using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Tests.Division;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Tests.Capabilities.Deployment;

/// <summary>Several services on one machine: what one file names another defines, and ports are those of the plan.</summary>
public sealed class SystemComposeTests
{
    private static Blueprint Market { get; } =
        Divided.Market with
        {
            Deployment = Divided.Market.Deployment with { Database = "postgresql", Cache = "redis" },
            Capabilities = [.. new[] { "compose", "nginx", "prometheus", "backup" }.Select(static id => new CapabilityChoice { Id = id })],
        };

    private static Dictionary<string, string> Files { get; } =
        CapabilityCatalog.BuiltIn.Deliver(Market).ToDictionary(static file => file.Path, static file => file.Content);

    [Test]
    public void Each_service_has_a_database_of_its_own_and_all_share_one_broker_and_one_cache()
    {
        string[] kinds = ["", "-database", "-backup", "-backup-metrics"];
        string[] each = [.. Market.Services.SelectMany(one => kinds.Select(kind => one.Name + kind))];

        Assert.That(Keys("services"), Is.EquivalentTo(each.Concat(["gateway", "gateway-2", "nginx", "broker", "cache", "prometheus"])));
        Assert.That(Keys("services", "orders", "depends_on"), Is.EquivalentTo(new[] { "orders-database", "broker", "cache" }));
        Assert.That(
            Files["secrets/create.sh"],
            Does.Contain("\"Host=orders-database;Database=app;Username=app;Password=$(cat orders-database-password)\"")
        );
    }

    [Test]
    public void Secrets_volumes_and_services_that_are_used_are_defined_and_made()
    {
        var services = Keys("services").ConvertAll(static name => Map("services", name));
        var secrets = services.SelectMany(static service => Items(service, "secrets")).Select(Source).Distinct();
        var volumes = services
            .SelectMany(static service => Items(service, "volumes"))
            .Select(static volume => $"{volume}".Split(':')[0])
            .Where(static volume => !volume.StartsWith("./", StringComparison.Ordinal))
            .Distinct();

        Assert.That(Keys("secrets"), Is.EquivalentTo(secrets));
        Assert.That(Keys("volumes"), Is.EquivalentTo(volumes));
        foreach (var secret in Keys("secrets"))
            Assert.That(Files["secrets/create.sh"], Does.Match($"(?m)^make {secret} \".*\\$\\("));
        foreach (var folder in services.SelectMany(static service => Items(service, "build")).Select(static node => $"{node}/Dockerfile"))
            Assert.That(Files.Keys, Does.Contain(folder.Replace("./", "", StringComparison.Ordinal)));
    }

    [Test]
    public void The_gateway_finds_each_service_at_its_port_in_containers_and_as_processes()
    {
        foreach (var share in ServiceDivision.Of(Market))
        {
            var (name, port) = (share.Service.Name, share.Blueprint.Deployment.Port);
            Assert.That($"{Map("services", "gateway", "environment")["Services__" + name]}", Is.EqualTo($"http://{name}:{port}"));
            Assert.That(Files[$"services/{name}/Dockerfile"], Does.Contain($"ASPNETCORE_HTTP_PORTS={port};9464"));
            Assert.That(Files["run.sh"], Does.Contain($"    {name}) port={port} ;;"));
        }

        Assert.That(Files["Dockerfile"], Does.Contain("ASPNETCORE_HTTP_PORTS=8080;9464\n"));
        Assert.That(Files["run.sh"], Does.Not.Match("(?i)password=[a-z0-9]").And.Contain("parts=(database broker cache prometheus)"));
    }

    [Test]
    public void Callers_reach_nginx_alone_which_leads_to_two_gateways_that_take_its_word_for_who_calls()
    {
        var open = Keys("services").Where(static name => Items(Map("services", name), "ports").Length > 0);
        var nginx = Files["deploy/nginx/nginx.conf"];

        Assert.That(open, Is.EquivalentTo(new[] { "nginx", "prometheus" }));
        Assert.That(Keys("services", "nginx", "depends_on"), Is.EqualTo(new[] { "gateway", "gateway-2" }));
        Assert.That(nginx, Does.Contain("server gateway:8080 ").And.Contain("server gateway-2:8080 ").And.Not.Contain("http_503"));
        foreach (var behind in (string[])["gateway", "orders"])
            Assert.That($"{Map("services", behind, "environment")["Proxies__Trusted"]}", Does.StartWith("10.0.0.0/8;"));
        Assert.That(Files["monitoring/prometheus/prometheus.yml"], Does.Contain("gateway-2:9464"));
        Assert.That(Files.Keys.Where(static path => path.EndsWith("nginx.conf", StringComparison.Ordinal)), Has.One.Items);
        Assert.That(Files["run.sh"], Does.Contain("front=(nginx)").And.Contain("gateways=2 "));
    }

    [TestCase("mysql", "kafka", "memcached", "parts=(database cache)", "mariadbd")]
    [TestCase("sqlite", "rabbitmq", null, "parts=(broker)", "Data Source=$state/rows/$1.db")]
    public void The_start_script_has_what_the_plan_has(string database, string broker, string? cache, string parts, string other)
    {
        var blueprint = Divided.Market with
        {
            Deployment = Divided.Market.Deployment with { Database = database, Messaging = broker, Cache = cache },
        };

        Assert.That(CapabilityCatalog.BuiltIn.Deliver(blueprint).Find("run.sh")!.Content, Does.Contain(parts).And.Contain(other));
    }

    private static YamlMappingNode Map(params string[] path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Files["compose.yaml"]));
        return path.Aggregate((YamlMappingNode)yaml.Documents[0].RootNode, static (map, key) => (YamlMappingNode)map[key]);
    }

    private static List<string> Keys(params string[] path) => [.. Map(path).Children.Keys.Select(static key => $"{key}")];

    private static YamlNode[] Items(YamlMappingNode service, string key) =>
        !service.Children.TryGetValue(key, out var value) ? []
        : value is YamlSequenceNode items ? [.. items]
        : [value];

    private static string Source(YamlNode secret) => secret is YamlMappingNode named ? $"{named["source"]}" : $"{secret}";
}
