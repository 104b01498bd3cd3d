using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Tests.Models;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>
/// The brief for parking garages from its facts to the approval, over HTTP: one handler is written by hand, refused for what it may not
/// use, mended, sent back by the security reviewer since it takes money twice, and mended again. What the brief asks for is then proven.
/// </summary>
[Category("Slow")]
[Parallelizable]
public sealed class ParkingApprovalTests
{
    [Test]
    public async Task Every_requirement_is_proven_after_the_reviewer_had_the_payment_mended()
    {
        var folder = Directory.CreateTempSubdirectory("parking-approval-").FullName;
        try
        {
            var (result, verdicts, requests) = await BuildAsync(folder);
            var team = result.Team;

            Assert.That(team.Stop.Kind, Is.EqualTo(StopKind.Approved), team.Stop.Message);
            Assert.That(
                team.Requirements.Where(static requirement => requirement.State != ProofState.Proven),
                Is.Empty,
                "what is not proven"
            );
            Assert.That(team.Requirements, Has.Count.EqualTo(ParkingScript.Brief.Count));
            Assert.That(
                team.Requirements.SelectMany(static requirement => requirement.Proofs).Where(static proof => proof.Holds != true),
                Is.Empty
            );

            var written = team
                .Transcript.SelectMany(static turn => turn.ToolCalls)
                .Where(static call => call.Function.EndsWith("code-write", StringComparison.Ordinal))
                .Select(static call => call.Result ?? "")
                .ToList();
            Assert.That(written, Has.Count.EqualTo(3));
            Assert.That(written[0], Does.Contain("\"accepted\":false").And.Contain("It uses 'System.Net.Http.HttpClient'"));
            Assert.That(written.Skip(1), Is.All.Contains("\"accepted\":true"));
            var run = team
                .Transcript.SelectMany(static turn => turn.ToolCalls)
                .Single(static call => call.Function.EndsWith("code-run", StringComparison.Ordinal));
            Assert.That(run.Result, Does.StartWith("{\"accepted\":true").And.Contain("passes: "));
            Assert.That(
                verdicts.Where(static verdict => verdict.Reviewer == "security-reviewer").Select(static verdict => verdict.Kind),
                Is.EqualTo((VerdictKind[])[VerdictKind.RequestChanges, VerdictKind.Approve])
            );

            var page = await File.ReadAllTextAsync(result.ReportPath!);
            Assert.That(page, Does.Contain("7 of 7</strong>").And.Contain("scenario a-fee-is-paid-once"));
            Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "README.md")), Does.Contain("rule parking-session.garage-full"));
            Tell(requests);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(BuildResult Result, List<Verdict> Verdicts, IReadOnlyList<RecordedRequest> Requests)> BuildAsync(
        string folder
    )
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = ParkingScript.Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.RunWrittenCode = true;
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Default = "main";
        });
        await using var provider = services.BuildServiceProvider();
        List<Verdict> verdicts = [];
        var result = await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(
                new BuildRequest
                {
                    Brief = string.Join(' ', ParkingScript.Brief),
                    Output = folder,
                    Team = new TeamOptions { Verifiers = [new DotNetVerifier(), new ScenarioVerifier()] },
                },
                new Verdicts(verdicts)
            );
        return (result, verdicts, server.Requests);
    }

    // Instructions, functions and conversation of every request, as they went over the wire.
    private static void Tell(IReadOnlyList<RecordedRequest> requests)
    {
        foreach (var role in requests.GroupBy(ParkingScript.Member))
        {
            List<long> sizes = [.. role.Select(static request => TokenCounter.Count(request.Body.GetRawText()))];
            TestContext.Progress.WriteLine($"{role.Key}: {sizes.Count} calls, {sizes.Sum():N0} tokens sent, largest {sizes.Max():N0}");
        }
    }

    private sealed class Verdicts(List<Verdict> given) : IProgress<TeamEvent>
    {
        public void Report(TeamEvent value)
        {
            if (value is VerdictGiven told)
                given.Add(told.Verdict);
        }
    }
}
