using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>
/// Events through a real broker, whose connection string the environment variable TEST_BROKER holds; without it they are passed over.
/// </summary>
public abstract class BrokerTests
{
    private const string Type = ServiceInfo.Name + ".tested.v1";
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);
    private readonly Recording _recording = new();
    private readonly CancellationTokenSource _stop = new();
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _service = null!;
    private IEventTransport _transport = null!;
    private Task _receiving = Task.CompletedTask;

    [OneTimeSetUp]
    public void Start()
    {
        if (Environment.GetEnvironmentVariable("TEST_BROKER") is not { Length: > 0 } broker)
        {
            Assert.Ignore("Set TEST_BROKER to the connection string of a broker.");
            return;
        }

        _host = new TestHost();
        _service = _host.WithWebHostBuilder(builder =>
        {
            foreach (var setting in new[] { "RabbitMq", "Kafka", "Sqs" })
                builder.UseSetting($"ConnectionStrings:{setting}", broker);
            builder.ConfigureTestServices(services => services.AddSubscription(_recording));
        });
        _transport = _service.Services.GetRequiredService<IEventTransport>();
        _receiving = Task.Run(() => _transport.ReceiveAsync(_stop.Token));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>Hands the broker a message for the service that is no event.</summary>
    protected abstract Task SendAsync(string broker, string text);

    [Test]
    public async Task What_is_no_event_is_a_dead_letter_and_comes_again_when_somebody_says_so()
    {
        await UntilAsync(() => Task.FromResult(_transport.Missing is null), "the broker is there");
        await SendAsync(Environment.GetEnvironmentVariable("TEST_BROKER")!, "no event");
        var run = $"{Guid.NewGuid()}";
        await _service.WithWorkAsync(work =>
        {
            work.Publish(Type, Guid.NewGuid(), run, new Recorded(run, 0));
            return work.Db.SaveChangesAsync();
        });
        await UntilAsync(async () => await ArriveAsync() && _recording.Of(run).Count == 1, "it is in nobody's way");

        await UntilAsync(async () => await _transport.ReplayAsync(_stop.Token) > 0, "there is a dead letter");
        await UntilAsync(async () => await _transport.ReplayAsync(_stop.Token) > 0, "it is dead again");
    }

    [Test]
    public async Task Events_arrive_once_each_and_in_order_by_key_though_they_are_sent_twice()
    {
        await UntilAsync(() => Task.FromResult(_transport.Missing is null), "the broker is there");
        var (first, second) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        await _service.WithWorkAsync(work =>
        {
            for (var number = 0; number < 20; number++)
                work.Publish(Type, Guid.NewGuid(), number % 2 == 0 ? first : second, new Recorded(first, number));
            return work.Db.SaveChangesAsync();
        });
        await UntilAsync(async () => await ArriveAsync() && _recording.Of(first).Count == 20, "20 events have arrived");

        // As a broker does that has not heard that they are done.
        var sent = await _service.WithWorkAsync(static work =>
            work.Db.Set<OutboxMessage>().Where(message => message.Kind == EventOutbox.Name && message.DeliveredAt != null).ToListAsync()
        );
        foreach (var message in sent)
            await _transport.PublishAsync(message.Read<EventEnvelope>() with { Id = message.Id }, CancellationToken.None);
        var last = $"{Guid.NewGuid()}";
        await _service.WithWorkAsync(work =>
        {
            work.Publish(Type, Guid.NewGuid(), last, new Recorded(last, 0));
            return work.Db.SaveChangesAsync();
        });
        await UntilAsync(async () => await ArriveAsync() && _recording.Of(last).Count == 1, "the last event has arrived");
        await ArriveAsync();

        var seen = _recording.Of(first);
        Assert.That(seen, Has.Count.EqualTo(20), "what comes twice is done once");
        Assert.That(seen.Where(static number => number % 2 == 0), Is.Ordered);
        Assert.That(seen.Where(static number => number % 2 == 1), Is.Ordered);
    }

    private async Task<bool> ArriveAsync()
    {
        var dispatcher = _service.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DeliverDueAsync(CancellationToken.None) > 0) { }
        return true;
    }

    private async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var end = DateTime.UtcNow + s_most;
        while (!await holds())
        {
            if (_receiving.IsFaulted)
                await _receiving;
            Assert.That(DateTime.UtcNow, Is.LessThan(end), $"{what} within {s_most}");
            await Task.Delay(100);
        }
    }

    private sealed record Recorded(string Run, int Number);

    private sealed class Recording : EventSubscription<Recorded>
    {
        private readonly List<Recorded> _seen = [];

        public override string Name => "recording";

        public override string Type => BrokerTests.Type;

        public List<int> Of(string run)
        {
            lock (_seen)
                return [.. _seen.Where(told => told.Run == run).Select(static told => told.Number)];
        }

        protected override Task<Microsoft.AspNetCore.Http.IResult?> DoAsync(Recorded told, Work work, CancellationToken cancellationToken)
        {
            lock (_seen)
                _seen.Add(told);
            return Task.FromResult<Microsoft.AspNetCore.Http.IResult?>(null);
        }
    }
}
