using BackendAgents.Coordination;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>
/// A brief that names every technology, built by the team without a model and verified; then every judge that can be had looks at the one
/// delivery. A quarter of an hour each, so only where the environment variable BACKEND_AGENTS_JUDGES is set.
/// </summary>
[Category("Slow")]
[NonParallelizable]
internal sealed class NamedBriefTests
{
    private string _folder = "";

    [SetUp]
    public void Prepare()
    {
        if (Environment.GetEnvironmentVariable("BACKEND_AGENTS_JUDGES") is null)
            Assert.Ignore("Set BACKEND_AGENTS_JUDGES to have every judge look at what a brief with every technology gives.");
        _folder = Path.Combine(Path.GetTempPath(), "named-" + Guid.NewGuid().ToString("n"));
    }

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // MongoDB goes without a CDN and without clouds, which the brief is told; all else of it is delivered.
    [TestCase("PostgreSQL, Redis, RabbitMQ, GraphQL", 0)]
    [TestCase("MySQL, Memcached, Apache Kafka, GraphQL", 0)]
    [TestCase("MongoDB, Redis, AWS SQS", 2)]
    public async Task It_is_delivered_and_verified_and_every_judge_agrees(string stores, int declined)
    {
        var table = new JudgeTable();
        try
        {
            var built = await BuildAsync(stores);
            var team = built.Team;
            Assert.That(
                team.Stop.Kind,
                Is.EqualTo(declined == 0 ? StopKind.Approved : StopKind.Incomplete),
                $"{team.Stop} {string.Join('\n', team.Stop.Undone)}"
            );
            Assert.That(team.Stop.Undone, Has.Count.EqualTo(declined), string.Join('\n', team.Stop.Undone));
            foreach (var verified in team.Verifications)
                await table.AskAsync("verify: " + verified.Verifier, "", () =>
                    verified.Outcome == VerificationOutcome.Passed || (verified.Outcome == VerificationOutcome.NotAskedFor)
                        ? Task.FromResult($"{verified.Outcome}: {verified.Summary}")
                        : throw new InvalidOperationException(verified.Summary + string.Join('\n', verified.Findings))
                );

            var delivery = Operated.Of(team, _folder);
            await FileJudges.AskAsync(table, delivery);
            await using var servers = await NamedServers.StartAsync(delivery);
            using var running = new RunningJudges(table, delivery, servers);
            await running.AskAsync();
        }
        finally
        {
            TestContext.Out.WriteLine(table);
        }

        Assert.That(table.Faults, Is.Empty);
    }

    private async Task<BuildResult> BuildAsync(string stores)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(static options => options.Models.UseEnvironment = false).AddBackendVerification();
        await using var provider = services.BuildServiceProvider();
        var request = new BuildRequest { Brief = NamedBrief.With(stores), Output = _folder };
        return await provider.GetRequiredService<BackendBuilder>().BuildAsync(request);
    }
}
