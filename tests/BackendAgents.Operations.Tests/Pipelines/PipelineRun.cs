using BackendAgents.Verification;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Pipelines;

/// <summary>Reads a delivered workflow, and runs the commands of its jobs on this machine.</summary>
internal static class PipelineRun
{
    public const string Workflow = ".github/workflows/ci.yml";

    /// <summary>Runs the commands of jobs one after the other; each succeeds.</summary>
    /// <param name="delivery">Whose workflow.</param>
    /// <param name="jobs">Their ids.</param>
    /// <param name="servers">Variables of the job 'integration': what takes the places of the service containers.</param>
    /// <returns>How many commands ran, and how many were passed over since they start a container, whose place a server takes.</returns>
    public static async Task<(int Ran, int PassedOver)> SucceedsAsync(
        Operated delivery,
        string[] jobs,
        IReadOnlyDictionary<string, string?> servers
    )
    {
        // A checkout of what is delivered: the scan looks through that, and not through keys that other judges have made beside it.
        await Judges.RunAsync(delivery.Folder, "git", "init", "--quiet");
        await Judges.RunAsync(delivery.Folder, "git", ["add", "--", .. delivery.Files.Select(static file => file.Path)]);
        var all = Jobs(Read(delivery, Workflow));
        var (ran, passedOver) = (0, 0);
        foreach (var id in jobs)
        foreach (var command in Steps(all[id]).Select(static step => Text(step, "run")).OfType<string>())
        {
            if (command.StartsWith("docker run ", StringComparison.Ordinal))
            {
                passedOver++;
                continue;
            }

            var request = new ProcessRequest("bash", "-e", "-c", command)
            {
                WorkingDirectory = delivery.Folder,
                Timeout = TimeSpan.FromMinutes(20),
                Environment = id == "integration" ? servers : new Dictionary<string, string?>(),
            };
            var run = await ProcessRunner.RunAsync(request, CancellationToken.None);
            Assert.That(run.Succeeded, Is.True, $"{id}: {command}\n{run.Text}");
            ran++;
        }

        return (ran, passedOver);
    }

    public static YamlMappingNode Read(Operated delivery, string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(delivery.Read(path)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static Dictionary<string, YamlMappingNode> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Children.ToDictionary(
            static job => job.Key.ToString(),
            static job => (YamlMappingNode)job.Value
        );

    public static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    public static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
