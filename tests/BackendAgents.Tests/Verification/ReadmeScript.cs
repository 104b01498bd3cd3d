using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>The "Try it" script of a delivered README, run as it stands against the running service.</summary>
internal static class ReadmeScript
{
    public static async Task RunAsync(string folder, DeliveredService service)
    {
        var script = Of(await File.ReadAllTextAsync(Path.Combine(folder, "README.md")));
        var run = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-c", script)
            {
                Environment = new Dictionary<string, string?> { ["BASE"] = service.Address.ToString().TrimEnd('/') },
                Timeout = TimeSpan.FromMinutes(1),
            },
            CancellationToken.None
        );
        Assert.That(run.ExitCode, Is.Zero, run.Text);
        Assert.That(run.Output, Does.EndWith("DONE\n"));
    }

    private static string Of(string readme)
    {
        var part = readme[readme.IndexOf("## Try it", StringComparison.Ordinal)..];
        var start = part.IndexOf("```bash\n", StringComparison.Ordinal) + "```bash\n".Length;
        return part[start..part.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
