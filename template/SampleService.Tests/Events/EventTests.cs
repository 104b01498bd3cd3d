using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Events: announced with the change, in order, and what a subscription does is done once for each.</summary>
public sealed class EventTests
{
    private const string Type = "test.counted.v1";
    private readonly Shifted _clock = new();
    private readonly Counting _counting = new();
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost(_clock);
        _service = _host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSubscription(_counting)));
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _service.Dispose();
        _host.Dispose();
    }

    [SetUp]
    public async Task Empty()
    {
        _counting.Forget();
        await _service.WithWorkAsync(static work => work.Db.Set<OutboxMessage>().ExecuteDeleteAsync());
        await _service.WithWorkAsync(static work => work.Db.Set<InboxEvent>().ExecuteDeleteAsync());
    }

    [Test]
    public async Task What_is_announced_is_done_once_and_in_order_by_key()
    {
        await _service.WithWorkAsync(static work => PublishAsync(work, ("a", 1), ("a", 2), ("b", 3), ("a", 4)));
        await ArriveAsync();

        Assert.That(_counting.Seen.Where(static number => number != 3), Is.EqualTo([1, 2, 4]));
        Assert.That(_counting.Seen, Does.Contain(3));
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Set<InboxEvent>().CountAsync()), Is.EqualTo(4));
    }

    [Test]
    public async Task What_is_undone_announces_nothing()
    {
        await _service.WithWorkAsync(static work =>
            work.Db.InTransactionAsync(() => PublishAsync(work, ("a", 1)), static _ => false, CancellationToken.None)
        );
        await ArriveAsync();

        Assert.That(_counting.Seen, Is.Empty);
    }

    [Test]
    public async Task An_event_that_comes_many_times_at_once_is_done_once()
    {
        var receiver = _service.Services.GetRequiredService<EventReceiver>();
        var told = Told(7);
        for (var i = 0; i < 5; i++)
            await receiver.TakeAsync(told, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(3, Sample.Callers)).Select(_ => Task.Run(ArriveAsync)));
        await receiver.TakeAsync(told, CancellationToken.None);
        await ArriveAsync();

        Assert.That(await _service.WithWorkAsync(static work => work.Db.Set<InboxEvent>().CountAsync()), Is.EqualTo(1));
        Assert.That(_counting.Kept, Is.EqualTo(1));
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Pending().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task What_arrives_in_another_order_and_twice_is_done_in_the_order_in_which_it_happened()
    {
        var receiver = _service.Services.GetRequiredService<EventReceiver>();
        var earlier = Told(1);
        var later = Told(2) with { Time = earlier.Time.AddSeconds(1) };
        foreach (var told in new[] { later, earlier, later })
            await receiver.TakeAsync(told, CancellationToken.None);
        await ArriveAsync();

        Assert.That(_counting.Seen, Is.EqualTo([1, 2]));
    }

    [Test]
    public async Task What_fails_is_tried_again_and_does_nothing_by_halves()
    {
        _counting.Failures = 2;
        await _service.WithWorkAsync(static work => PublishAsync(work, ("a", 1), ("a", 2)));
        await ArriveAsync();
        Assert.That(_counting.Seen, Is.EqualTo([1]), "the second waits for the first");
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Set<InboxEvent>().CountAsync()), Is.Zero, "what failed is undone");

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            _clock.Shift += OutboxDispatcher.Pause(attempt);
            await ArriveAsync();
        }

        Assert.That(_counting.Seen, Is.EqualTo([1, 1, 1, 2]));
    }

    [Test]
    public async Task What_can_not_be_read_is_dead_and_is_tried_again_when_somebody_says_so()
    {
        var receiver = _service.Services.GetRequiredService<EventReceiver>();
        await receiver.TakeAsync(Told(1) with { Data = JsonSerializer.SerializeToElement("no number") }, CancellationToken.None);
        await ArriveAsync();
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Dead().CountAsync()), Is.EqualTo(1));
        Assert.That(_counting.Seen, Is.Empty);

        Assert.That(await _service.WithWorkAsync(static work => work.Db.ReplayAsync(null, CancellationToken.None)), Is.EqualTo(1));
    }

    [Test]
    public async Task Events_that_nobody_waits_for_are_passed_over()
    {
        var receiver = _service.Services.GetRequiredService<EventReceiver>();
        await receiver.TakeAsync(Told(1) with { Type = "another.thing.v1" }, CancellationToken.None);

        Assert.That(await _service.WithWorkAsync(static work => work.Db.Pending().CountAsync()), Is.Zero);
    }

    [Test]
    public void An_event_is_written_and_read_as_a_cloud_event()
    {
        var told = Told(5);
        var text = JsonSerializer.Deserialize<JsonElement>(told.ToBytes());

        Assert.That(text.GetProperty("specversion").GetString(), Is.EqualTo("1.0"));
        Assert.That(text.GetProperty("partitionkey").GetString(), Is.EqualTo("a"));
        Assert.That(EventEnvelope.Of(told.ToBytes())!.Id, Is.EqualTo(told.Id));
        Assert.That(EventEnvelope.Of("{}"u8), Is.Null);
        Assert.That(EventEnvelope.Of("nonsense"u8), Is.Null);
    }

    private async Task ArriveAsync()
    {
        var dispatcher = _service.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DeliverDueAsync(CancellationToken.None) > 0) { }
    }

    private static EventEnvelope Told(int number) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = "/test",
            Type = Type,
            Time = DateTimeOffset.UtcNow,
            Subject = "1",
            Key = "a",
            Data = JsonSerializer.SerializeToElement(new Counted(number), EventEnvelope.Json),
        };

    private static async Task<int> PublishAsync(Work work, params (string Key, int Number)[] events)
    {
        foreach (var (key, number) in events)
            work.Publish(Type, Guid.Empty, key, new Counted(number));
        return await work.Db.SaveChangesAsync();
    }

    private sealed record Counted(int Number);

    private sealed class Counting : EventSubscription<Counted>
    {
        private int _kept;

        public override string Name => "counting";

        public override string Type => EventTests.Type;

        public List<int> Seen { get; } = [];

        public int Failures { get; set; }

        public int Kept => _kept;

        public void Forget()
        {
            Seen.Clear();
            (Failures, _kept) = (0, 0);
        }

        protected override Task<Microsoft.AspNetCore.Http.IResult?> DoAsync(Counted told, Work work, CancellationToken cancellationToken)
        {
            lock (Seen)
                Seen.Add(told.Number);
            if (Failures-- > 0)
                throw new IOException("busy");
            Interlocked.Increment(ref _kept);
            return Task.FromResult<Microsoft.AspNetCore.Http.IResult?>(null);
        }
    }
}
