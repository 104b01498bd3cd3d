using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;

namespace BackendAgents.Tests.Coordination.Events;

/// <summary>How a listener and a run stand to each other.</summary>
internal sealed class RunStreamingTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);
    private static readonly AsyncLocal<string?> s_flowing = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_event_is_told_while_the_run_waits_for_its_listener(bool blocking)
    {
        var heard = new TaskCompletionSource();
        var developer = new ScriptedAgent("developer", async (_, token) =>
        {
            if (blocking)
                Assert.That(heard.Task.Wait(s_long, token), Is.True);
            await heard.Task.WaitAsync(s_long, token);
            return "done";
        });

        var kinds = new List<Type>();
        await foreach (var happened in Streaming(developer))
        {
            kinds.Add(happened.GetType());
            if (happened is TurnStarted)
                heard.TrySetResult();
        }

        Assert.That(heard.Task.IsCompletedSuccessfully, Is.True);
        Assert.That(kinds.IndexOf(typeof(TurnStarted)), Is.LessThan(kinds.IndexOf(typeof(TurnEnded))));
    }

    // Whether the run's own thread asks the listener depends on a millisecond, hence the repetitions. To block there must not hold up
    // what the listener waits for.
    [TestCase(true)]
    [TestCase(false)]
    public void A_listener_may_block_wherever_it_is(bool hearsTheEnd)
    {
        var listening = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                var events = Streaming(new ScriptedAgent("developer", static _ => "done")).GetAsyncEnumerator();
                do Assert.That(await events.MoveNextAsync(), Is.True);
                while (events.Current is not TurnEnded);
                var last = events.Current;
                while (hearsTheEnd && Blocking(events.MoveNextAsync().AsTask()))
                    last = events.Current;
                Assert.That(last is RunEnded, Is.EqualTo(hearsTheEnd));
                Assert.That(events.DisposeAsync().AsTask().Wait(s_long), Is.True);
            }
        });

        Assert.That(async () => await listening.WaitAsync(s_long), Throws.Nothing);

        static bool Blocking(Task<bool> next) => next.Wait(s_long) ? next.Result : throw new TimeoutException("The next event never came.");
    }

    [Test]
    public async Task A_listener_that_takes_its_time_holds_up_nobody()
    {
        var ended = new TaskCompletionSource();
        var developer = new ScriptedAgent("developer", _ =>
        {
            ended.TrySetResult();
            return "done";
        });

        var count = 0;
        await foreach (var happened in Streaming(developer))
        {
            if (count++ == 0)
                await ended.Task.WaitAsync(s_long);
        }

        Assert.That(count, Is.GreaterThan(3));
    }

    [Test]
    public async Task What_flows_with_a_listener_stays_with_it()
    {
        var kept = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async number =>
                {
                    var name = $"listener {number}";
                    s_flowing.Value = name;
                    await foreach (var happened in Streaming(Slow()))
                    {
                        if (s_flowing.Value != name)
                            return $"{s_flowing.Value} instead of {name}";
                    }

                    return null;
                })
        );

        Assert.That(kept, Is.All.Null);
    }

    private static ScriptedAgent Slow() => new("developer", async (_, token) =>
        {
            await Task.Delay(10, token);
            return "done";
        });

    private static IAsyncEnumerable<TeamEvent> Streaming(ScriptedAgent developer) =>
        new BackendTeam([Desk.Worker(developer), Desk.Reviewer(Desk.Approver())], Desk.Files()).RunStreamingAsync(
            new TeamRequest { Brief = Desk.Brief }
        );
}
