using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>Real processes, really killed.</summary>
[NonParallelizable]
public sealed class ProcessKillTests
{
    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_FAULTS") == "full";

    [Test]
    [Category("Slow")]
    public async Task A_killed_process_loses_nothing_and_doubles_nothing()
    {
        using var unbroken = new TempFolder();
        var expected = new Workbench(unbroken.Path);
        var whole = await expected.StartAsync();
        var random = new Random(7);
        var kills = 0;
        for (var run = 0; run < (IsFull ? 12 : 1); run++)
        {
            using var folder = new TempFolder();
            var bench = new Workbench(folder.Path);
            for (var kill = 0; kill < (IsFull ? 9 : 4); kill++)
            {
                using var process = KillHost.Start(folder.Path, 12);
                // A kill before the first record would test the start of a process and nothing of ours.
                while (!process.HasExited && (!File.Exists(bench.JournalPath) || new FileInfo(bench.JournalPath).Length == 0))
                    await Task.Delay(5);
                await Task.Delay(random.Next(0, 120));
                if (!process.HasExited)
                {
                    process.Kill();
                    kills++;
                }

                await process.WaitForExitAsync();
                Assert.That(bench.Ledger, Is.Unique, $"run {run}, kill {kill}");
            }

            var result = await bench.ResumeAsync();

            Assert.That(result.Approved, Is.True, result.Stop.Message);
            Assert.That(result.Artifacts.Hash, Is.EqualTo(whole.Artifacts.Hash), $"run {run}");
            Assert.That(bench.Ledger, Is.EqualTo(expected.Ledger), $"run {run}");
            Assert.That(result.Transcript.Select(static turn => turn.Text), Is.EqualTo(whole.Transcript.Select(static turn => turn.Text)));
        }

        TestContext.Out.WriteLine($"{kills} processes killed");
        Assert.That(kills, Is.GreaterThan(0), "no process was killed in the middle of its work");
    }

    [Test]
    [Category("Slow")]
    public async Task A_second_process_on_the_same_run_is_refused()
    {
        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        using var first = KillHost.Start(folder.Path, 30_000);
        while (!File.Exists(bench.JournalPath) || JournalFormat.Read(bench.JournalPath).Records.Count == 0)
            await Task.Delay(10);

        try
        {
            var refused = await bench.ResumeAsync();

            Assert.That(refused.Stop.Kind, Is.EqualTo(StopKind.Failed));
            Assert.That(refused.Stop.Message, Does.Contain("is being worked on by another process"));
            Assert.That(JournalFormat.Read(bench.JournalPath).Records, Is.Not.Empty, "others may still look");
        }
        finally
        {
            first.Kill();
            await first.WaitForExitAsync();
        }

        Assert.That((await bench.ResumeAsync()).Approved, Is.True, "a kill releases the run");
    }
}
