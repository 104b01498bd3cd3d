using System.Diagnostics;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;

namespace BackendAgents.Tests.Verification;

/// <summary>What is delivered, used for real: the compiler, its own tests, and its README's script against the running service.</summary>
[Category("Slow")]
[NonParallelizable]
public sealed class DeliveredServiceTests
{
    private static IEnumerable<TestCaseData> Samples() => SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public async Task Compiles_without_a_warning_passes_its_tests_and_does_what_its_readme_says(Blueprint blueprint)
    {
        using var delivered = Delivered.Write(blueprint);
        var result = await new DotNetVerifier().VerifyAsync(delivered.Context, CancellationToken.None);
        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));

        var port = Delivered.FreePort();
        using var service = Start(delivered, port);
        try
        {
            await WaitUntilItLivesAsync(port);
            var script = Script(await File.ReadAllTextAsync(Path.Combine(delivered.Folder, "README.md")));
            var run = await ProcessRunner.RunAsync(
                new ProcessRequest("bash", "-c", script) { Environment = new Dictionary<string, string?> { ["BASE"] = $"http://127.0.0.1:{port}" }, Timeout = TimeSpan.FromMinutes(1) },
                CancellationToken.None);

            Assert.That(run.ExitCode, Is.Zero, run.Text);
            Assert.That(run.Output, Does.EndWith("DONE\n"));
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
        }
    }

    [Test]
    public async Task A_delivery_that_does_not_compile_fails_with_file_and_line()
    {
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var hooks = Path.Combine(delivered.Folder, "src/SocialMedia/Features/Posts/PostHooks.cs");
        await File.AppendAllTextAsync(hooks, "class { }\n");

        var result = await new DotNetVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(result.Findings[0].Location.Artifact, Is.EqualTo("src/SocialMedia/Features/Posts/PostHooks.cs"));
        Assert.That(result.Findings[0].Location.Line, Is.GreaterThan(1));
    }

    [Test]
    public async Task It_refuses_to_start_in_production_without_its_secrets()
    {
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var project = Path.Combine(delivered.Folder, "src/SocialMedia");
        var build = await ProcessRunner.RunAsync(new ProcessRequest("dotnet", "build", project, "-v", "q", "-nologo"), CancellationToken.None);
        Assert.That(build.Succeeded, Is.True, build.Text);

        async Task<string> RunAsync(Dictionary<string, string?> environment)
        {
            environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            var run = await ProcessRunner.RunAsync(new ProcessRequest("dotnet", Path.Combine(project, "bin/Debug/net10.0/SocialMedia.dll")) { Environment = environment, Timeout = TimeSpan.FromSeconds(30) }, CancellationToken.None);
            Assert.That(run.ExitCode, Is.Not.Zero.And.Not.Null);
            return run.Text;
        }

        Assert.That(await RunAsync([]), Does.Contain("ConnectionStrings__Database"));
        Assert.That(await RunAsync(new() { ["ConnectionStrings__Database"] = "Data Source=x.db" }), Does.Contain("Auth__SigningKey"));
        Assert.That(await RunAsync(new() { ["ConnectionStrings__Database"] = "Data Source=x.db", ["Auth__SigningKey"] = "short" }), Does.Contain("32"));
    }

    private static Process Start(Delivered delivered, int port)
    {
        var folder = Path.Combine(delivered.Folder, "src", delivered.Name);
        var info = new ProcessStartInfo("dotnet", [Path.Combine("bin/Debug/net10.0", delivered.Name + ".dll")]) { WorkingDirectory = folder };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        info.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        info.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(info)!;
    }

    private static async Task WaitUntilItLivesAsync(int port)
    {
        using var client = new HttpClient();
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var response = await client.GetAsync($"http://127.0.0.1:{port}/health/live");
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }

        Assert.Fail("The service does not live.");
    }

    private static string Script(string readme)
    {
        var part = readme[readme.IndexOf("## Try it", StringComparison.Ordinal)..];
        var start = part.IndexOf("```bash\n", StringComparison.Ordinal) + "```bash\n".Length;
        return part[start..part.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
