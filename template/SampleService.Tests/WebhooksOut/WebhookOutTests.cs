using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Other systems are told of events by signed calls, again when that fails, and never within the own network.</summary>
public sealed class WebhookOutTests
{
    private const string Type = "test.told.v1";
    private static readonly byte[] s_secret = RandomNumberGenerator.GetBytes(32);
    private static readonly WebhookTarget s_target = new("test-only", "Test:Url", "Test:Secret", Type);
    private readonly Shifted _clock = new();
    private Listener _listener = null!;
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _listener = await Listener.StartAsync();
        _host = new TestHost(_clock);
        _service = _host.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
            {
                services.AddSubscription(new WebhookSubscription(s_target, Type));
                services.AddSingleton<IOutboxHandler>(_ => Sender(isOpen: true));
            })
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        await _host.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [SetUp]
    public async Task Empty()
    {
        _listener.Heard.Clear();
        _listener.Status = 204;
        await _service.WithWorkAsync(static work => work.Db.Set<OutboxMessage>().ExecuteDeleteAsync());
    }

    [Test]
    public async Task An_event_is_told_once_and_its_signature_holds()
    {
        await TellAsync();

        var (_, headers, body) = _listener.Heard.Single();
        var signed = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.").Concat(body).ToArray();
        Assert.That(headers["webhook-signature"], Is.EqualTo("v1," + Convert.ToBase64String(HMACSHA256.HashData(s_secret, signed))));
        var told = JsonElement.Parse(body);
        Assert.That(told.GetProperty("id").GetString(), Is.EqualTo(headers["webhook-id"]));
        Assert.That(told.GetProperty("type").GetString(), Is.EqualTo(Type));
        Assert.That(told.GetProperty("data").GetProperty("number").GetInt32(), Is.EqualTo(7));
        await DeliverAsync();
        Assert.That(_listener.Heard, Has.Count.EqualTo(1));
    }

    [TestCase(503)]
    [TestCase(302)]
    [TestCase(401)]
    public async Task What_fails_is_told_again_by_the_same_id(int status)
    {
        _listener.Status = status;
        await TellAsync();
        _listener.Status = 200;
        await DeliverAsync();
        Assert.That(_listener.Heard, Has.Count.EqualTo(1), "it is not time yet");
        _clock.Shift += OutboxDispatcher.Pause(1);
        await DeliverAsync();

        Assert.That(_listener.Heard, Has.Count.EqualTo(2));
        Assert.That(_listener.Heard.Select(static call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(_listener.Heard.Select(static call => call.Path), Is.All.EqualTo("/hooks"), "nobody is followed elsewhere");
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Pending().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task Who_wants_to_hear_no_more_is_given_up_and_can_be_told_again()
    {
        _listener.Status = 410;
        await TellAsync();

        Assert.That(await _service.WithWorkAsync(static work => work.Db.Dead().CountAsync()), Is.EqualTo(1));
        _listener.Status = 200;
        await _service.WithWorkAsync(static work => work.Db.ReplayAsync(null, CancellationToken.None));
        await DeliverAsync();
        Assert.That(_listener.Heard, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Nothing_within_the_own_network_is_called()
    {
        using var sender = Sender(isOpen: false);
        var told = new EventEnvelope
        {
            Id = Guid.NewGuid(),
            Source = "/test",
            Type = Type,
            Time = DateTimeOffset.UtcNow,
            Subject = "1",
            Key = "1",
            Data = JsonElement.Parse("{}"),
        };
        var message = new OutboxMessage { Payload = JsonSerializer.Serialize(told, JsonSerializerOptions.Web) };

        var plain = Assert.CatchAsync(() => sender.HandleAsync(message, CancellationToken.None))!;
        Assert.That(plain.Message, Does.Contain("no https address"));
        using var http = new HttpClient(PublicAddresses.Handler(isOpen: false));
        foreach (var host in new[] { new Uri(_listener.Address).Authority, $"localhost:{new Uri(_listener.Address).Port}" })
            Assert.That(
                async () => await http.GetAsync($"http://{host}/"),
                Throws.InstanceOf<HttpRequestException>().With.Message.Contains("no public address")
            );
        Assert.That(_listener.Heard, Is.Empty);
    }

    [TestCase("10.1.2.3", false)]
    [TestCase("127.0.0.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("172.32.0.1", true)]
    [TestCase("192.168.1.1", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("0.0.0.0", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("93.184.216.34", true)]
    [TestCase("::1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("fd00::1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("64:ff9b::a00:1", false)]
    [TestCase("2606:2800:220:1::1", true)]
    public void An_address_is_public_or_not(string address, bool isPublic) =>
        Assert.That(PublicAddresses.IsPublic(IPAddress.Parse(address)), Is.EqualTo(isPublic));

    private WebhookSender Sender(bool isOpen) =>
        new(
            s_target,
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Test:Url", _listener.Address + "/hooks"),
                    new("Test:Secret", "whsec_" + Convert.ToBase64String(s_secret)),
                ])
                .Build(),
            _clock,
            isOpen
        );

    private async Task TellAsync()
    {
        await _service.WithWorkAsync(static async work =>
        {
            work.Publish(Type, Guid.NewGuid(), "a", new { Number = 7 });
            return await work.Db.SaveChangesAsync();
        });
        await DeliverAsync();
    }

    // From the outbox to the subscription, and from there to who is told.
    private async Task DeliverAsync()
    {
        for (var i = 0; i < 3; i++)
            await _service.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None);
    }
}
