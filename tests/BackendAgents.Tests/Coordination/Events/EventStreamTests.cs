using BackendAgents.Coordination.Events;

namespace BackendAgents.Tests.Coordination.Events;

internal sealed class EventStreamTests
{
    private const int Many = 20_000;

    [Test]
    public async Task Every_event_comes_once_and_in_the_order_of_its_writer_and_the_last_one_last()
    {
        const int writers = 4;
        var stream = new EventStream();
        var reading = Task.Run(() => ReadAllAsync(stream));

        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < Many; i++)
                        {
                            stream.Add(Event($"{writer}", i));
                            if (i % 5_000 == 0)
                                await Task.Delay(3);
                        }
                    })
                )
        );
        stream.End(Event("last", 0));

        var read = await reading.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(read, Has.Count.EqualTo((writers * Many) + 1));
        Assert.That(read[^1].Member, Is.EqualTo("last"));
        foreach (var writer in read.SkipLast(1).GroupBy(static happened => happened.Member))
            Assert.That(
                writer.Select(static happened => happened.Function),
                Is.EqualTo(Enumerable.Range(0, Many).Select(static i => $"{i}"))
            );
    }

    [Test]
    public async Task An_event_is_heard_while_nothing_else_happens()
    {
        var stream = new EventStream();
        for (var i = 0; i < 50; i++)
        {
            var waiting = stream.WaitAsync();
            Assert.That(waiting.IsCompleted, Is.False);
            stream.Add(Event("writer", i));
            await waiting.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.That(stream.Read().Cast<ToolCalled>().Single().Function, Is.EqualTo($"{i}"));
        }

        Assert.That(stream.IsOver, Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_end_is_heard_with_and_without_a_last_event(bool told)
    {
        var stream = new EventStream();
        var waiting = stream.WaitAsync();

        if (told)
            stream.End(Event("last", 0));
        else
            stream.Fail(new IOException("broken"));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await stream.WaitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(stream.IsOver, Is.True);
        Assert.That(stream.Read(), Has.Count.EqualTo(told ? 1 : 0));
        Assert.That(stream.Failure?.SourceException.Message, Is.EqualTo(told ? null : "broken"));
    }

    [Test]
    public async Task A_listener_that_is_slow_holds_up_no_writer_and_misses_nothing_until_the_end()
    {
        var stream = new EventStream();
        stream.Add(Event("writer", 0));
        await stream.WaitAsync();
        var first = stream.Read().Count;

        for (var i = 1; i < Many; i++)
            stream.Add(Event("writer", i));
        stream.End(Event("last", 0));

        stream.Add(Event("late", 0));

        await stream.WaitAsync();
        Assert.That((first, stream.Read().Count), Is.EqualTo((1, Many)));
    }

    [Test]
    public async Task Many_streams_are_told_at_once()
    {
        var streams = Enumerable.Range(0, 500).Select(static _ => new EventStream()).ToList();
        var reading = streams.Select(stream => Task.Run(() => ReadAllAsync(stream))).ToList();

        await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = streams.Count }, async (stream, _) =>
        {
            for (var i = 0; i < 5; i++)
            {
                stream.Add(Event("writer", i));
                await Task.Delay(2, CancellationToken.None);
            }

            stream.End(Event("last", 0));
        });

        var read = await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(read.Select(static events => events.Count), Is.All.EqualTo(6));
    }

    private static ToolCalled Event(string by, int number) => new("turn", by, $"{number}");

    private static async Task<List<ToolCalled>> ReadAllAsync(EventStream stream)
    {
        var read = new List<ToolCalled>();
        for (var over = false; !over; )
        {
            await stream.WaitAsync();
            over = stream.IsOver;
            read.AddRange(stream.Read().Cast<ToolCalled>());
        }

        return read;
    }
}
