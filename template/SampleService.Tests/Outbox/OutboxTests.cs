using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Messages to others: stored with the change, delivered at least once, in order, and not by two at once.</summary>
public sealed class OutboxTests
{
    private readonly Shifted _clock = new();
    private readonly Receiver _receiver = new();
    private TestHost _host = null!;
    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost(_clock);
        _service = _host.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => services.AddSingleton<IOutboxHandler>(_receiver))
        );
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _service.Dispose();
        _host.Dispose();
    }

    [SetUp]
    public Task Empty()
    {
        _receiver.Answer = static _ => Task.CompletedTask;
        _receiver.Seen.Clear();
        return WithDbAsync(static db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
    }

    [Test]
    public async Task What_is_undone_tells_nobody()
    {
        await WithDbAsync(static db =>
            db.InTransactionAsync(() => PostAsync(db, "a", "undone"), static _ => false, CancellationToken.None)
        );
        await WithDbAsync(static db => db.InTransactionAsync(() => PostAsync(db, "a", "kept"), static _ => true, CancellationToken.None));

        Assert.That(await DeliverAsync(), Is.EqualTo(1));
        Assert.That(_receiver.Seen, Is.EqualTo(["kept"]));
    }

    [Test]
    public async Task Messages_with_a_key_come_in_order_also_when_one_fails()
    {
        await PostAllAsync(("a", "1"), ("a", "2"), ("b", "other"));
        _receiver.Answer = static text => text == "1" ? throw new IOException("busy") : Task.CompletedTask;

        Assert.That(await DeliverAsync(), Is.EqualTo(1), "only what does not wait for the one that failed");
        _receiver.Answer = static _ => Task.CompletedTask;
        Assert.That(await DeliverAsync(), Is.Zero, "it is not time yet");
        _clock.Shift += OutboxDispatcher.Pause(1);
        Assert.That(await DeliverAsync(), Is.EqualTo(2));
        Assert.That(_receiver.Seen, Is.EqualTo(["1", "other", "1", "2"]));
    }

    [Test]
    public async Task What_never_goes_through_is_dead_until_somebody_has_it_tried_again()
    {
        await PostAllAsync(("a", "1"), ("a", "2"));
        _receiver.Answer = static text => text == "1" ? throw new IOException("gone") : Task.CompletedTask;
        for (var attempt = 1; attempt <= OutboxDispatcher.MaxAttempts; attempt++)
        {
            await DeliverAsync();
            _clock.Shift += OutboxDispatcher.Pause(attempt);
        }

        await DeliverAsync();
        var dead = await WithDbAsync(static db => db.Dead().ToListAsync());
        Assert.That(dead.Single().Attempts, Is.EqualTo(OutboxDispatcher.MaxAttempts));
        Assert.That(dead.Single().LastError, Does.Contain("gone"));
        Assert.That(_receiver.Seen[^1], Is.EqualTo("2"), "a dead one is not in the way of those after it");

        _receiver.Answer = static _ => Task.CompletedTask;
        Assert.That(await WithDbAsync(db => db.ReplayAsync(dead.Single().Id, CancellationToken.None)), Is.EqualTo(1));
        Assert.That(await DeliverAsync(), Is.EqualTo(1));
        Assert.That(await WithDbAsync(static db => db.Dead().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task What_is_rejected_is_not_tried_again()
    {
        await PostAllAsync(("a", "1"));
        _receiver.Answer = static _ => throw new OutboxRejectedException("no such address");

        await DeliverAsync();

        Assert.That(await WithDbAsync(static db => db.Dead().CountAsync()), Is.EqualTo(1));
        Assert.That(await WithDbAsync(static db => db.Pending().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task Many_that_deliver_at_once_deliver_each_message_once()
    {
        var texts = Enumerable.Range(0, 20).Select(static n => $"{n:00}").ToArray();
        await PostAllAsync([.. texts.Select(static text => ((string?)null, text))]);

        var delivered = await Task.WhenAll(Enumerable.Range(0, Math.Min(4, Sample.Callers)).Select(_ => Task.Run(DeliverAsync)));

        Assert.That(delivered.Sum(), Is.EqualTo(texts.Length));
        Assert.That(_receiver.Seen.Order(), Is.EqualTo(texts));
    }

    [Test]
    public async Task What_was_delivered_is_forgotten_after_a_week()
    {
        await PostAllAsync(("a", "1"));
        await DeliverAsync();
        var dispatcher = _service.Services.GetRequiredService<OutboxDispatcher>();

        Assert.That(await dispatcher.ForgetAsync(CancellationToken.None), Is.Zero);
        _clock.Shift += TimeSpan.FromDays(8);
        Assert.That(await dispatcher.ForgetAsync(CancellationToken.None), Is.EqualTo(1));
    }

    private Task<int> DeliverAsync() => _service.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None);

    private Task<int> PostAllAsync(params (string? Key, string Text)[] messages) =>
        WithDbAsync(db =>
        {
            foreach (var (key, text) in messages)
                db.Post(Receiver.Name, key, new Told(text));
            return db.SaveChangesAsync();
        });

    private static async Task<bool> PostAsync(AppDb db, string key, string text)
    {
        db.Post(Receiver.Name, key, new Told(text));
        await db.SaveChangesAsync();
        return true;
    }

    private async Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private sealed record Told(string Text);

    private sealed class Receiver : IOutboxHandler
    {
        public const string Name = "test";

        public string Kind => Name;

        public List<string> Seen { get; } = [];

        public Func<string, Task> Answer { get; set; } = static _ => Task.CompletedTask;

        public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            var text = message.Read<Told>().Text;
            lock (Seen)
                Seen.Add(text);
            return Answer(text);
        }
    }
}
