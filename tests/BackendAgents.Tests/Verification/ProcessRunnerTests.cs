using System.Diagnostics;
using BackendAgents.Tests.Coordination;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

[Platform("Linux")]
public sealed class ProcessRunnerTests
{
    // A child, a grandchild that its parent has left behind, and one in a session of its own: all of them hold the pipes.
    private const string Family = "sleep 300 & (sleep 300 &) ; setsid sleep 300 & (setsid sh -c 'sleep 300 & wait' &) ; sleep 300";

    [Test]
    public async Task A_cancelled_program_leaves_no_child_daemon_or_orphan()
    {
        using var folder = new TempFolder();
        using var cancel = new CancellationTokenSource();
        var running = ProcessRunner.RunAsync(new ProcessRequest("bash", "-c", Family) { WorkingDirectory = folder.Path }, cancel.Token);
        while (RunningProcesses.Of(folder.Path).Count(static line => line.Contains(" sleep 300", StringComparison.Ordinal)) < 5)
            await Task.Delay(5);

        var since = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();

        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        await RunningProcesses.AssertNoneAsync(folder.Path, since, "a family of processes");
    }

    [Test]
    public async Task None_escapes_by_becoming_another_program_while_it_is_looked_for()
    {
        // Orphans, each forked twice and replaced twice: there are always some that have no environment just then.
        const string Orphans = "for i in $(seq 60); do (setsid sh -c 'exec sleep 300' &); done; sleep 300";
        for (var round = 0; round < 8; round++)
        {
            using var folder = new TempFolder();
            using var cancel = new CancellationTokenSource();
            var running = ProcessRunner.RunAsync(
                new ProcessRequest("bash", "-c", Orphans) { WorkingDirectory = folder.Path },
                cancel.Token
            );
            while (RunningProcesses.Of(folder.Path).Count <= round)
                await Task.Delay(1);

            var since = Stopwatch.GetTimestamp();
            await cancel.CancelAsync();

            Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
            // One that is killed is there until the machine has time for it to die.
            await RunningProcesses.AssertNoneAsync(folder.Path, since, $"round {round}");
        }
    }

    [Test]
    public async Task One_that_takes_too_long_leaves_nothing_either()
    {
        using var folder = new TempFolder();

        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-c", Family) { WorkingDirectory = folder.Path, Timeout = TimeSpan.FromMilliseconds(700) },
            CancellationToken.None
        );

        Assert.That(result.TimedOut, Is.True);
        await RunningProcesses.AssertNoneAsync(folder.Path, Stopwatch.GetTimestamp(), "one that takes too long");
    }

    [Test]
    public async Task A_program_that_ends_by_itself_may_leave_a_server_and_kills_nobody_elses()
    {
        using var folder = new TempFolder();
        using var cancel = new CancellationTokenSource();
        var ready = new TaskCompletionSource();
        var other = ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-c", "echo ready; sleep 300")
            {
                WorkingDirectory = folder.Path,
                OnLine = _ => ready.TrySetResult(),
            },
            cancel.Token
        );
        await ready.Task;

        var server = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-c", "setsid sleep 301 >/dev/null 2>&1 & echo $!") { WorkingDirectory = folder.Path },
            CancellationToken.None
        );
        var late = await ProcessRunner.RunAsync(
            new ProcessRequest("sleep", "300") { WorkingDirectory = folder.Path, Timeout = TimeSpan.FromMilliseconds(100) },
            CancellationToken.None
        );

        Assert.That((server.Succeeded, late.TimedOut, other.IsCompleted), Is.EqualTo((true, true, false)));
        Assert.That(RunningProcesses.Of(folder.Path), Has.Some.Contains("sleep 301"));
        using (var left = Process.GetProcessById(int.Parse(server.Output, System.Globalization.CultureInfo.InvariantCulture)))
            left.Kill();
        await cancel.CancelAsync();
        Assert.That(async () => await other, Throws.InstanceOf<OperationCanceledException>());
    }
}
