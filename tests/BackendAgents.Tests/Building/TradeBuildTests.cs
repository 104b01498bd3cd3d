using BackendAgents.Coordination;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Tests.Verification;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>
/// Briefs of many trades on the whole way: approved, verified by every verifier, written, started, and used by the README's own script.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class TradeBuildTests
{
    [OneTimeSetUp]
    public async Task StartServerAsync() => await Servers.PostgreSqlAsync();

    private static string Briefs => Path.Combine(AppContext.BaseDirectory, "Briefs");

    private static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Briefs, "*.md")
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    // Each takes half a minute and more, and the walk of a new user and the samples go the same way: only where all are asked for.
    private static bool AreAsked => Environment.GetEnvironmentVariable("BACKEND_AGENTS_TRADES") == "all";

    private static async Task<BuildResult> BuildAsync(string name, string? output, bool verify)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(static options => options.Models.UseEnvironment = false).AddBackendVerification();
        await using var provider = services.BuildServiceProvider();
        var request = new BuildRequest
        {
            Brief = await File.ReadAllTextAsync(Path.Combine(Briefs, name + ".md")),
            Output = output,
            Verify = verify,
        };
        return await provider.GetRequiredService<BackendBuilder>().BuildAsync(request);
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_brief_is_approved_by_every_reviewer(string name)
    {
        var result = (await BuildAsync(name, null, verify: false)).Team;

        Assert.That(
            result.Stop.Kind,
            Is.EqualTo(StopKind.Approved).Or.EqualTo(StopKind.Incomplete),
            result.Stop + string.Join('\n', result.Findings)
        );
        Assert.That(result.Verdicts, Has.Count.EqualTo(6).And.All.Matches<Verdict>(static verdict => verdict.Valid && verdict.Approves));
    }

    [Category("Slow")]
    [TestCaseSource(nameof(Names))]
    public async Task A_brief_becomes_a_verified_service_that_does_what_its_readme_says(string name)
    {
        if (!AreAsked)
            Assert.Ignore("BACKEND_AGENTS_TRADES=all runs it.");
        var folder = Directory.CreateTempSubdirectory("trade-").FullName;
        try
        {
            var result = await BuildAsync(name, folder, verify: true);
            var team = result.Team;

            Assert.That(
                team.Stop.Kind,
                Is.EqualTo(StopKind.Approved).Or.EqualTo(StopKind.Incomplete),
                team.Stop + string.Join('\n', team.Findings)
            );
            VerificationOutcome Where(bool asked) => asked ? VerificationOutcome.Passed : VerificationOutcome.NotAskedFor;
            Assert.That(
                team.Verifications.Select(static verification => (verification.Verifier, verification.Outcome)),
                Is.EquivalentTo(
                    new[]
                    {
                        ("dotnet", VerificationOutcome.Passed),
                        ("scenarios", Where(team.Blueprint!.Scenarios.Count > 0)),
                        ("openapi", VerificationOutcome.Passed),
                        ("postgresql", Where(team.Blueprint.Deployment.Database == "postgresql")),
                        ("load", Where(team.Blueprint.Capability(LoadTestCapability.Id) is not null)),
                    }
                )
            );
            foreach (var artifact in team.Artifacts)
                Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, artifact.Path)), Is.EqualTo(artifact.Content), artifact.Path);
            Assert.That(await File.ReadAllTextAsync(result.ReportPath!), Does.Contain(team.Artifacts.Hash));

            await using var service = await DeliveredService.StartAsync(
                folder,
                team.Blueprint!,
                $"Data Source={Path.Combine(folder, "tried.db")}",
                CancellationToken.None
            );
            await ReadmeScript.RunAsync(folder, service);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
