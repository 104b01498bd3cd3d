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
        var (runs, kills) = (0, 0);
        for (; kills < (IsFull ? 100 : 3) && runs < 200; runs++)
        {
            using var folder = new TempFolder();
            var bench = new Workbench(folder.Path);
            for (var finished = false; !finished; )
            {
                // Somewhere in its work, not in its start: once it has put so much more on record.
                var enough = Length(bench) + random.Next(200, 9_000);
                using var process = KillHost.Start(folder.Path, 12);
                while (!process.HasExited && Length(bench) < enough)
                    await Task.Delay(1);
                await Task.Delay(random.Next(0, 15));
                process.Kill();
                await process.WaitForExitAsync();
                finished = process.ExitCode is 0 or 1;
                kills += finished ? 0 : 1;
                Assert.That(bench.Ledger, Is.Unique, $"run {runs}, kill {kills}");
            }

            var result = await bench.ResumeAsync();

            Assert.That(result.Approved, Is.True, result.Stop.Message);
            Assert.That(result.Artifacts.Hash, Is.EqualTo(whole.Artifacts.Hash), $"run {runs}");
            Assert.That(bench.Ledger, Is.EqualTo(expected.Ledger), $"run {runs}");
            Assert.That(result.Transcript.Select(static turn => turn.Text), Is.EqualTo(whole.Transcript.Select(static turn => turn.Text)));
        }

        TestContext.Out.WriteLine($"{kills} processes killed while they worked on {runs} runs");
        Assert.That(kills, Is.GreaterThan(0), "no process was killed in the middle of its work");
    }

    private static long Length(Workbench bench) => File.Exists(bench.JournalPath) ? new FileInfo(bench.JournalPath).Length : 0;

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
