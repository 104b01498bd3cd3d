using BackendAgents.Coordination.Turns;

namespace BackendAgents.Tests.Coordination.Turns;

[CancelAfter(30_000)]
internal sealed class RunThreadTests
{
    [Test]
    public async Task Calls_are_made_there_one_after_the_other_once_the_run_waits_for_them()
    {
        var order = new List<string>();
        var threads = new HashSet<int>();

        await RunThread.StartAsync(async thread =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            for (var i = 0; i < 3; i++)
            {
                var number = i;
                var calling = thread.TryCall(() =>
                {
                    threads.Add(Environment.CurrentManagedThreadId);
                    order.Add($"call {number}");
                    return Task.FromResult(number);
                });
                order.Add($"asked {number}");
                Assert.That(await calling!, Is.EqualTo(number));
                order.Add($"answered {number}");
            }
        });

        Assert.That(
            order,
            Is.EqualTo(new[] { "asked 0", "call 0", "answered 0", "asked 1", "call 1", "answered 1", "asked 2", "call 2", "answered 2" })
        );
        Assert.That(threads, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_calls_do_not_deepen_the_stack()
    {
        var depths = new HashSet<int>();

        await RunThread.StartAsync(async thread =>
        {
            for (var i = 0; i < 1_000; i++)
                await thread.TryCall(() => Task.FromResult(depths.Add(new System.Diagnostics.StackTrace().FrameCount)))!;
        });

        Assert.That(depths, Has.Count.LessThan(3));
    }

    [Test]
    public async Task What_a_call_throws_or_ends_with_comes_to_the_caller()
    {
        await RunThread.StartAsync(async thread =>
        {
            await Assert.ThatAsync(
                () => thread.TryCall<int>(static () => throw new IOException("at once"))!,
                Throws.TypeOf<IOException>().With.Message.EqualTo("at once")
            );
            await Assert.ThatAsync(
                () => thread.TryCall(static () => Task.FromException<int>(new IOException("in the task")))!,
                Throws.TypeOf<IOException>()
            );
            await Assert.ThatAsync(
                () => thread.TryCall(static () => Task.FromCanceled<int>(new CancellationToken(true)))!,
                Throws.InstanceOf<OperationCanceledException>()
            );
        });
    }

    [Test]
    public async Task No_call_is_taken_on_another_thread_or_inside_of_a_call_or_while_one_waits_or_after_the_run_has_left()
    {
        var answers = await Task.Run(async () =>
        {
            var taken = new Dictionary<string, bool>();
            await RunThread.StartAsync(async thread =>
            {
                var first = thread.TryCall(() =>
                {
                    taken["inside"] = thread.TryCall(Nothing) is not null;
                    return Task.FromResult(0);
                });
                taken["second"] = thread.TryCall(Nothing) is not null;
                await first!;
                await Task.Factory.StartNew(
                    () => taken["elsewhere"] = thread.TryCall(Nothing) is not null,
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                );
                await Task.Delay(50);
                taken["later"] = thread.TryCall(Nothing) is not null;
            });
            return taken;
        });

        Assert.That(
            answers,
            Is.EqualTo(
                new Dictionary<string, bool>
                {
                    ["inside"] = false,
                    ["second"] = false,
                    ["elsewhere"] = false,
                    ["later"] = false,
                }
            )
        );

        static Task<int> Nothing() => Task.FromResult(0);
    }

    [Test]
    public async Task A_call_that_holds_the_thread_holds_nobody_else()
    {
        using var never = new ManualResetEventSlim();
        var wentOn = new TaskCompletionSource();
        var running = RunThread.StartAsync(async thread =>
        {
            var calling = thread.TryCall(() =>
            {
                never.Wait(CancellationToken.None);
                return Task.FromResult(0);
            });
            await Assert.ThatAsync(() => calling!.WaitAsync(TimeSpan.FromMilliseconds(50)), Throws.TypeOf<TimeoutException>());
            Assert.That(thread.TryCall(static () => Task.FromResult(0)), Is.Null);
            wentOn.SetResult();
        });

        await wentOn.Task;
        never.Set();
        await running;
    }
}
