using System.Diagnostics;
using BackendAgents.Coordination;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Verifying;

/// <summary>How verifiers end that are cancelled or take too long, as they should or not at all.</summary>
public sealed class VerifierEndTests
{
    private static IEnumerable<TestCaseData> Stubborn()
    {
        yield return Case("blocks its thread", static (gate, _) =>
        {
            gate.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        yield return Case("ignores its token", static (gate, _) => Task.Run(gate.Wait, CancellationToken.None));
        yield return Case("blocks in its token's callback", static async (gate, token) =>
        {
            await using var blocked = token.Register(gate.Wait);
            await Task.Run(gate.Wait, CancellationToken.None);
        });

        static TestCaseData Case(string name, Func<ManualResetEventSlim, CancellationToken, Task> work) =>
            new TestCaseData(work).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Stubborn))]
    public async Task One_that_does_not_listen_is_left_behind_within_a_second(Func<ManualResetEventSlim, CancellationToken, Task> work)
    {
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var inside = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var there = false;
        var over = new TaskCompletionSource();
        var verifier = new ScriptedVerifier("stubborn", async Task<VerificationResult> (context, token) =>
        {
            inside.SetResult(context.Folder);
            await work(gate, token);
            there = File.Exists(Path.Combine(context.Folder, "openapi.json"));
            over.SetResult();
            return ScriptedVerifier.Pass();
        });
        var running = Team(new TeamOptions { Verifiers = [verifier] }, out var project)
            .RunAsync(new TeamRequest { Brief = Desk.PostsBrief, Project = project }, cancel.Token);
        var folder = await inside.Task;

        var since = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        var result = await running;
        var took = Stopwatch.GetElapsedTime(since);

        TestContext.Out.WriteLine($"over after {took.TotalMilliseconds:F0} ms");
        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        // A second is what is promised; a busy machine may take longer to notice, but the verifier would never end by itself.
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(result.Notes.Single().Text, Does.Contain("left behind"));
        gate.Set();
        await over.Task;
        Assert.That(there, Is.True, "its files stay as long as it is at work");
        for (var wait = 0; wait < 500 && Directory.Exists(folder); wait++)
            await Task.Delay(10);
        Assert.That(folder, Does.Not.Exist);
    }

    [Test]
    public async Task One_that_needs_a_moment_to_end_is_waited_for()
    {
        using var cancel = new CancellationTokenSource();
        var inside = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cleared = false;
        var verifier = new ScriptedVerifier("tidy", async Task<VerificationResult> (context, token) =>
        {
            inside.SetResult(context.Folder);
            await Task.Delay(Timeout.Infinite, token).ContinueWith(static _ => { }, TaskScheduler.Default);
            await Task.Delay(200, CancellationToken.None);
            cleared = Directory.Exists(context.Folder);
            return ScriptedVerifier.Fail("said by one that was told to stop");
        });
        var running = Team(new TeamOptions { Verifiers = [verifier] }, out var project)
            .RunAsync(new TeamRequest { Brief = Desk.PostsBrief, Project = project }, cancel.Token);
        var folder = await inside.Task;

        await cancel.CancelAsync();
        var result = await running;

        Assert.That((result.Stop.Kind, cleared), Is.EqualTo((StopKind.Cancelled, true)));
        Assert.That(result.Verifications, Is.Empty);
        Assert.That(result.Notes, Is.Empty);
        Assert.That(folder, Does.Not.Exist);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task One_that_takes_too_long_is_told_to_stop_and_did_not_run(bool listens)
    {
        using var gate = new ManualResetEventSlim();
        var told = false;
        var slow = new ScriptedVerifier("slow", async Task<VerificationResult> (_, token) =>
        {
            await using var heard = token.Register(() => told = true);
            if (listens)
                await Task.Delay(Timeout.Infinite, token);
            await Task.Run(gate.Wait, CancellationToken.None);
            return ScriptedVerifier.Fail("too late");
        });
        var next = new ScriptedVerifier("next", static _ => ScriptedVerifier.Pass());

        var result = await Team(
                new TeamOptions { Verifiers = [slow, next], VerifierTimeout = TimeSpan.FromMilliseconds(150) },
                out var project
            )
            .RunAsync(new TeamRequest { Brief = Desk.PostsBrief, Project = project });
        gate.Set();

        Assert.That(told, Is.True);
        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(
            result.Verifications.Select(static item => item.Outcome),
            Is.EqualTo(new[] { VerificationOutcome.NotRun, VerificationOutcome.Passed })
        );
        Assert.That(result.Verifications[0].Summary, Does.Contain("00:00:00.15"));
        Assert.That(result.Stop.Message, Does.Contain("Not verified by slow"));
    }

    private static BackendTeam Team(TeamOptions options, out BackendProject project)
    {
        project = new BackendProject();
        project.Replace(Desk.Posts());
        return new BackendTeam([Desk.Worker(new ScriptedAgent("developer", static _ => "It is there already."))], options);
    }
}
