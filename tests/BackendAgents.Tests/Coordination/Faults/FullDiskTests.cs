using BackendAgents.Coordination.Journal;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>A disk that fills up in the middle of a run, and has space again when the run is resumed.</summary>
[NonParallelizable]
public sealed class FullDiskTests
{
    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_FAULTS") == "full";

    [Test]
    [Category("Slow")]
    public async Task A_run_whose_disk_fills_up_fails_and_goes_on_once_there_is_space()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Files are bounded with a shell of Linux here.");
        using var unbroken = new TempFolder();
        var expected = new Workbench(unbroken.Path);
        var whole = await expected.StartAsync();
        var length = (int)new FileInfo(expected.JournalPath).Length / 1024;
        var (points, torn, unrecorded) = (0, 0, 0);
        for (var kilobytes = 1; kilobytes < length; kilobytes += IsFull ? 1 : 6)
        {
            using var folder = new TempFolder();
            var bench = new Workbench(folder.Path);

            using (var process = KillHost.StartBounded(folder.Path, kilobytes))
            {
                var said = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.That(
                    said,
                    Does.StartWith("Failed ").And.Contain(bench.JournalPath).And.Contain("Free space"),
                    $"at {kilobytes} KB: {await process.StandardError.ReadToEndAsync()}"
                );
            }

            var content = JournalFormat.Read(bench.JournalPath);
            var intended = content.Records.OfType<IntentRecord>().Select(static intent => "run/" + intent.Key).ToHashSet();
            Assert.That(
                bench.Ledger.Select(static line => line.Split(' ')[0]),
                Is.SubsetOf(intended),
                $"at {kilobytes} KB: nothing is done that is not on record as intended"
            );
            Assert.That(content.ValidLength + content.TornBytes, Is.EqualTo(kilobytes * 1024), "all the space was used");
            points++;
            torn += content.TornBytes > 0 ? 1 : 0;
            unrecorded +=
                bench.Ledger.Count
                - content
                    .Records.OfType<DoneRecord>()
                    .Count(done => bench.Ledger.Any(line => line.StartsWith($"run/{done.Key} ", StringComparison.Ordinal)));

            var result = await bench.ResumeAsync();

            Assert.That(result.Approved, Is.True, $"at {kilobytes} KB: {result.Stop.Message}");
            Assert.That(result.Artifacts.Hash, Is.EqualTo(whole.Artifacts.Hash), $"at {kilobytes} KB");
            Assert.That(bench.Ledger, Is.EqualTo(expected.Ledger), $"at {kilobytes} KB");
            Assert.That(
                result.Transcript.Select(static turn => turn.Text),
                Is.EqualTo(whole.Transcript.Select(static turn => turn.Text)),
                $"at {kilobytes} KB"
            );
        }

        TestContext.Out.WriteLine(
            $"{points} full disks, {torn} with a part of a record, {unrecorded} effects made whose end could not be recorded"
        );
        Assert.That(torn, Is.GreaterThan(0));
    }
}
