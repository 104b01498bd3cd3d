using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Kubernetes;

/// <summary>A rollout by a kubectl that only writes down what it is asked.</summary>
internal static class WrittenDown
{
    /// <summary>Rolls out to production.</summary>
    /// <param name="folder">The delivery.</param>
    /// <param name="name">Of the folder of the program, within that of the delivery.</param>
    /// <param name="script">The program, given its folder; it adds lines to <c>calls</c> there.</param>
    /// <returns>How the script ended, and the lines.</returns>
    public static async Task<(ProcessResult Run, string[] Calls)> RollOutAsync(string folder, string name, Func<string, string> script)
    {
        var programs = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var kubectl = Path.Combine(programs, "kubectl");
        await File.WriteAllTextAsync(kubectl, script(programs));
        File.SetUnixFileMode(kubectl, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var run = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", Path.Combine(folder, "deploy/kubernetes/deploy.sh"), "production")
            {
                Environment = new Dictionary<string, string?> { ["PATH"] = programs + ":" + Environment.GetEnvironmentVariable("PATH") },
            },
            CancellationToken.None
        );
        return (run, await File.ReadAllLinesAsync(Path.Combine(programs, "calls")));
    }
}
