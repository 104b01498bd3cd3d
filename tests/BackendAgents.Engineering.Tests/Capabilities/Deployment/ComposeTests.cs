using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Shared;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Tests.Capabilities.Deployment;

/// <summary>The compose file against the plan that it renders.</summary>
public sealed class ComposeTests
{
    private static IEnumerable<string> Databases() =>
        CapabilityCatalog
            .BuiltIn.All.Where(static capability => capability.Info.Exclusive == "database")
            .Select(static capability => capability.Info.Id);

    [TestCaseSource(nameof(Databases))]
    public void Every_resource_of_the_plan_is_a_service_with_a_health_check_and_a_pinned_image(string database)
    {
        var blueprint = With(database);
        var compose = Read(Deliver(blueprint));

        foreach (var resource in CapabilityCatalog.BuiltIn.Plan(blueprint).Resources)
        {
            var service = Map(Map(compose, "services"), resource.Name);
            Assert.That(Text(service, "image"), Does.Match(@"^[^:]+:\d"));
            Assert.That(((YamlSequenceNode)Map(service, "healthcheck")["test"]).Children, Has.Count.GreaterThan(1));
            Assert.That(
                Map(Map(compose, "services", "app", "depends_on"), resource.Name)["condition"].ToString(),
                Is.EqualTo("service_healthy")
            );
        }
    }

    [TestCaseSource(nameof(Databases))]
    public void The_image_is_made_of_all_that_the_project_is_compiled_with(string database)
    {
        var files = Deliver(With(database));
        var project = files.Single(static file => file.Path.StartsWith("src/") && file.Path.EndsWith(".csproj", StringComparison.Ordinal));
        var beside = Regex.Matches(project.Content, "Include=\"\\.\\./\\.\\./([^\"*]+)").Select(static match => match.Groups[1].Value);
        var copied = Regex
            .Matches(files.Find("Dockerfile")!.Content, "(?m)^COPY \\[\"([^\"]+/)\"")
            .Select(static match => match.Groups[1].Value);

        Assert.That(beside, Is.Not.Empty);
        foreach (var path in beside)
            Assert.That(copied.Where(folder => path.StartsWith(folder, StringComparison.Ordinal)), Is.Not.Empty, path);
    }

    [TestCaseSource(nameof(Databases))]
    public void Every_secret_that_a_service_uses_is_defined_made_by_the_script_and_stands_nowhere(string database)
    {
        var files = Deliver(With(database));
        var compose = Read(files);
        var defined = Keys(compose, "secrets");
        var used = Map(compose, "services")
            .Children.Values.OfType<YamlMappingNode>()
            .Where(static service => service.Children.ContainsKey("secrets"))
            .SelectMany(static service => ((YamlSequenceNode)service["secrets"]).Select(static name => name.ToString()))
            .Distinct();

        Assert.That(used, Is.EquivalentTo(defined));
        Assert.That(defined, Does.Contain("Auth__SigningKey"));
        foreach (var name in defined)
            Assert.That(files.Find("secrets/create.sh")!.Content, Does.Match($"(?m)^make {name} \".*\\$\\("));
        Assert.That(files.Find("compose.yaml")!.Content, Does.Not.Match("(?i)password=|(?<!random_root_)password: "));
    }

    [Test]
    public void A_digest_of_the_blueprint_pins_an_image_wherever_it_is_named()
    {
        var digest = "@sha256:" + new string('a', 64);
        var image = CapabilityCatalog.BuiltIn.Plan(With("postgresql")).Resources.Single().Container!.Image;
        const string Runtime = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra";
        const string Scripts = "debian:12-slim";
        var blueprint = With("postgresql");
        blueprint = blueprint with
        {
            Capabilities =
            [
                .. blueprint.Capabilities,
                new()
                {
                    Id = "docker",
                    Options = new Dictionary<string, string> { ["digests"] = $"{image}{digest} {Runtime}{digest} {Scripts}{digest}" },
                },
                new() { Id = "backup" },
            ],
        };

        var files = Deliver(blueprint);

        Assert.That(Text(Map(Read(files), "services", "database"), "image"), Is.EqualTo(image + digest));
        Assert.That(files.Find("Dockerfile")!.Content, Does.Contain($"FROM {Runtime}{digest} AS final").And.Not.Contain("named by tags"));
        Assert.That(files.Find("deploy/backup/Dockerfile")!.Content, Does.Contain($"FROM {Scripts}{digest}\n"));
        Assert.That(
            Deliver(With("postgresql")).Find("Dockerfile")!.Content,
            Does.Contain($"FROM {Runtime} AS final").And.Contain("by tags")
        );
        var wrong = new CapabilityChoice
        {
            Id = "docker",
            Options = new Dictionary<string, string> { ["digests"] = "redis:8@sha256:12" },
        };
        Assert.That(
            CapabilityOptions.Validate(wrong, typeof(ImageOptions)).Single().Message,
            Does.Contain("redis:8@sha256:12").Or.Contain("digests")
        );
    }

    [Test]
    public void A_file_database_lies_in_a_volume_and_needs_no_secret()
    {
        var compose = Read(Deliver(With("sqlite")));

        Assert.That(
            Map(compose, "services", "app", "environment")["ConnectionStrings__Database"].ToString(),
            Does.StartWith("Data Source=")
        );
        Assert.That(Keys(compose, "volumes"), Is.EqualTo(new[] { "app-data" }));
        Assert.That(Keys(compose, "secrets"), Does.Not.Contain("ConnectionStrings__Database"));
    }

    [Test]
    public void Options_are_typed_and_wrong_ones_named()
    {
        var yaml = "service: { name: shop, title: Shop }\ncapabilities:\n  compose: { port: many, colour: red }\n";

        var problems = CapabilityCatalog.BuiltIn.Read(yaml).Problems.Select(static problem => problem.ToString()).ToList();

        Assert.That(problems, Has.Some.Contains("capabilities.compose.port").And.Contains("a number"));
        Assert.That(problems, Has.Some.Contains("'colour' is no option").And.Contains("memoryMebibytes"));
    }

    [Test]
    public void The_port_of_the_host_is_an_option()
    {
        var blueprint = With("postgresql");
        var options = new Dictionary<string, string> { ["port"] = "9090" };
        blueprint = blueprint with { Capabilities = [new CapabilityChoice { Id = "compose", Options = options }] };

        Assert.That(Deliver(blueprint).Find("compose.yaml")!.Content, Does.Contain("127.0.0.1:9090:"));
    }

    private static Blueprint With(string database)
    {
        var social = SampleBlueprints.Social();
        return social with
        {
            Deployment = social.Deployment with { Database = database },
            Capabilities = [new CapabilityChoice { Id = "compose" }],
        };
    }

    private static ArtifactSet Deliver(Blueprint blueprint) => CapabilityCatalog.BuiltIn.Deliver(blueprint);

    private static YamlMappingNode Read(ArtifactSet files)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(files.Find("compose.yaml")!.Content));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Map(YamlMappingNode node, params string[] path) =>
        path.Aggregate(node, static (at, key) => (YamlMappingNode)at[key]);

    private static string Text(YamlMappingNode node, string key) => node[key].ToString();

    private static List<string> Keys(YamlMappingNode node, string key) =>
        [.. Map(node, key).Children.Keys.Select(static name => name.ToString())];
}
