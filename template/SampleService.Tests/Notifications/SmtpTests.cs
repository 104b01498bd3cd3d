using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>The way of a mail from the outbox to a server.</summary>
public sealed class SmtpTests
{
    private readonly SmtpSink _sink = new();
    private TestHost _host = null!;
    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost();
        _service = _host.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Mail:Host", "127.0.0.1");
            builder.UseSetting("Mail:Port", _sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
            builder.UseSetting("Mail:From", "office@example.com");
            builder.UseSetting("Mail:Security", "None");
        });
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _service.Dispose();
        _host.Dispose();
        _sink.Dispose();
    }

    [SetUp]
    public async Task Empty()
    {
        _sink.Taken.Clear();
        _sink.Recipient = "250 Ok";
        await WithDbAsync(static db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
    }

    [Test]
    public async Task A_mail_arrives_once_at_its_address_with_its_id()
    {
        var id = await PostAsync("Grüße\r\nBcc: eve@example.org");

        Assert.That(await DeliverAsync(), Is.EqualTo(1));
        Assert.That(await DeliverAsync(), Is.Zero);
        var (to, text) = _sink.Taken.Single();
        Assert.That(to, Is.EqualTo("ada@example.org"));
        Assert.That(text, Does.Contain($"<{id}@example.com>").And.Contain("From: office@example.com").And.Contain("a text"));
        Assert.That(text, Does.Not.Contain("\nBcc:"));
    }

    [Test]
    public async Task A_server_that_is_busy_is_asked_again_and_one_that_knows_no_such_address_is_not()
    {
        await PostAsync("Hello");
        _sink.Recipient = "451 Come back later";
        await DeliverAsync();
        Assert.That(await WithDbAsync(static db => db.Pending().CountAsync()), Is.EqualTo(1));

        await WithDbAsync(static db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        await PostAsync("Hello");
        _sink.Recipient = "550 No such user";
        await DeliverAsync();
        Assert.That(await WithDbAsync(static db => db.Dead().CountAsync()), Is.EqualTo(1));
        Assert.That(_sink.Taken, Is.Empty);
    }

    [Test]
    public async Task Without_a_server_mails_wait_and_the_service_says_so()
    {
        using var without = new TestHost();
        await without.WithDbAsync(static db =>
        {
            db.Post(Mail.Kind, null, Mail.Of("test", "ada@example.org", "Hello", "a text"));
            return db.SaveChangesAsync();
        });

        Assert.That(await without.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None), Is.Zero);
        Assert.That(await without.WithDbAsync(static db => db.Pending().CountAsync()), Is.EqualTo(1));
        using var client = without.CreateClient();
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Degraded"));
    }

    private Task<int> DeliverAsync() => _service.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None);

    private Task<Guid> PostAsync(string subject) =>
        WithDbAsync(async db =>
        {
            var message = db.Post(Mail.Kind, null, Mail.Of("test", "ada@example.org", subject, "a text"));
            await db.SaveChangesAsync();
            return message.Id;
        });

    private async Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }
}
