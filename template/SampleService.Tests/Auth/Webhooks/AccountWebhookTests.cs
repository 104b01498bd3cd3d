using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Addresses of accounts that are told of events: a real listener hears what its account may, signed.</summary>
public sealed class AccountWebhookTests
{
    private const string Path = "/api/v1/auth/webhooks";
    private readonly Shifted _clock = new();
    private Listener _listener = null!;
    private TestHost _host = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _listener = await Listener.StartAsync();
        _host = new TestHost(_clock);
        _client = (await _host.ClientAsync(new SampleAccount().Role)).Client;
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [Test]
    public async Task An_address_is_tried_and_its_secret_is_shown_once_and_kept_nowhere()
    {
        var (id, secret) = await MakeAsync();
        await TryAsync(id);

        Assert.That(Signed(_listener.Heard.Single(), secret), Is.True);
        var shown = await ListAsync();
        Assert.That(shown.ToString(), Does.Not.Contain(secret));
        Assert.That(shown[0].GetProperty("lastToldAt").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(shown[0].GetProperty("isActive").GetBoolean(), Is.True);
        var kept = await _host.WithDbAsync(static db => db.Set<AccountWebhook>().AsNoTracking().SingleAsync());
        Assert.That(JsonSerializer.Serialize(kept), Does.Not.Contain(secret["whsec_".Length..]));
    }

    [Test]
    public async Task Calls_are_signed_by_the_new_secret_and_for_a_day_by_the_old_one()
    {
        var (id, old) = await MakeAsync();
        using var response = await _client.SendAsync("POST", $"{Path}/{id}/secret");
        await response.AssertStatusAsync(200);
        var secret = (await response.JsonAsync()).GetProperty("secret").GetString()!;
        await TryAsync(id);
        _clock.Shift += AccountWebhookSecrets.Overlap;
        await PostAsync(id);

        Assert.That(secret, Is.Not.EqualTo(old));
        Assert.That(_listener.Heard.Select(call => Signed(call, secret)), Is.EqualTo(new[] { true, true }));
        Assert.That(_listener.Heard.Select(call => Signed(call, old)), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task One_that_fails_again_and_again_is_switched_off_and_says_why()
    {
        var (id, _) = await MakeAsync();
        _listener.Status = 503;
        for (var i = 0; i < AccountWebhookRules.MostFailures; i++)
            await TryAsync(id);

        var shown = (await ListAsync())[0];
        Assert.That(shown.GetProperty("isActive").GetBoolean(), Is.False);
        Assert.That(shown.GetProperty("failures").GetInt32(), Is.EqualTo(AccountWebhookRules.MostFailures));
        Assert.That(shown.GetProperty("lastFailure").GetString(), Does.Contain("503"));
        var account = await _host.WithDbAsync(static db => db.SampleAccounts.Select(static found => found.Id).SingleAsync());
        var own = await _host.WithDbAsync(db => AccountWebhookSamples.RowAsync(db, AccountWebhookRules.Types[0], account));
        Assert.That(await TellAsync(AccountWebhookRules.Types[0], own), Is.Zero, "it is told of nothing");
        // What its owner has to mend is nothing that the service has to say of itself.
        Assert.That(await _host.WithDbAsync(static db => db.Dead().CountAsync()), Is.Zero);
        using var again = await _client.SendAsync("PUT", $"{Path}/{id}", new { url = _listener.Address, isActive = true });
        await again.AssertStatusAsync(200);
        Assert.That((await again.JsonAsync()).GetProperty("failures").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task What_failed_is_told_again_by_the_same_id_and_who_is_gone_is_not()
    {
        var (id, _) = await MakeAsync();
        _listener.Status = 500;
        await PostAsync(id);
        _listener.Status = 204;
        _clock.Shift += OutboxDispatcher.Pause(1);
        await DeliverAsync();

        Assert.That(_listener.Heard, Has.Count.EqualTo(2));
        Assert.That(_listener.Heard.Select(static call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        _listener.Status = 410;
        await PostAsync(id);
        Assert.That((await ListAsync())[0].GetProperty("isActive").GetBoolean(), Is.False);
        Assert.That(await _host.WithDbAsync(static db => db.Pending().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task An_account_hears_of_what_is_its_own_or_nobody_s_and_of_the_events_that_it_named()
    {
        var account = await _host.WithDbAsync(static db => db.SampleAccounts.Select(static found => found.Id).SingleAsync());
        foreach (var type in AccountWebhookRules.Types)
        {
            using var response = await _client.SendAsync("POST", Path, new { url = _listener.Address, events = new[] { type } });
            await response.AssertStatusAsync(201);
            var own = await _host.WithDbAsync(db => AccountWebhookSamples.RowAsync(db, type, account));
            var (_, stranger) = await _host.ClientAsync(new SampleAccount().Role);
            var other = await _host.WithDbAsync(db => AccountWebhookSamples.RowAsync(db, type, stranger));

            Assert.That(await TellAsync(type, own), Is.EqualTo(1), type);
            Assert.That(await TellAsync(type, other), Is.EqualTo(AccountWebhookSamples.IsOwned(type) ? 0 : 1), type);
            foreach (var another in AccountWebhookRules.Types.Where(known => known != type))
                Assert.That(await TellAsync(another, own), Is.Zero, another);
            using var remove = await _client.SendAsync("DELETE", $"{Path}/{(await response.JsonAsync()).GetProperty("id").GetString()}");
            await remove.AssertStatusAsync(204);
        }
    }

    [Test]
    public async Task Somebody_else_neither_sees_nor_touches_it()
    {
        var (id, _) = await MakeAsync();
        using var stranger = (await _host.ClientAsync(new SampleAccount().Role)).Client;
        using var list = await stranger.SendAsync("GET", Path);
        Assert.That((await list.JsonAsync()).GetProperty("items").GetArrayLength(), Is.Zero);
        foreach (
            var (method, path, body) in new (string, string, object?)[]
            {
                ("PUT", "", new { url = _listener.Address }),
                ("DELETE", "", null),
                ("POST", "/secret", null),
                ("POST", "/test", null),
            }
        )
        {
            using var response = await stranger.SendAsync(method, $"{Path}/{id}{path}", body);
            await response.AssertStatusAsync(404);
        }

        await TryAsync(id);
        Assert.That(_listener.Heard, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Of_many_that_make_addresses_at_once_none_goes_beyond_the_bound()
    {
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, AccountWebhookRules.MaxPerAccount + 3)
                .Select(_ => _client.SendAsync("POST", Path, new { url = _listener.Address }))
        );

        Assert.That(made.Count(static one => (int)one.StatusCode == 201), Is.EqualTo(AccountWebhookRules.MaxPerAccount));
        await made.First(static one => (int)one.StatusCode != 201).AssertStatusAsync(409, "too-many-webhooks");
        foreach (var one in made)
            one.Dispose();
    }

    [Test]
    public async Task What_is_wrong_is_named()
    {
        using var response = await _client.SendAsync("POST", Path, new { url = "no", events = new[] { "no" } });

        await response.AssertStatusAsync(400);
        Assert.That(
            (await response.JsonAsync()).GetProperty("errors").EnumerateObject().Select(static error => error.Name),
            Is.EquivalentTo(new[] { "events", "url" })
        );
    }

    [Test]
    public async Task Nothing_within_the_own_network_is_called()
    {
        var (id, _) = await MakeAsync();
        using var sender = new AccountWebhookSender(
            0,
            _host.Services.GetRequiredService<IServiceScopeFactory>(),
            _host.Services.GetRequiredService<AccountWebhookSecrets>(),
            _clock,
            isOpen: false
        );
        await _host.WithDbAsync(async db =>
        {
            AccountWebhookSender.Post(db, id, Envelope("test", Guid.NewGuid()), isTest: true);
            await sender.HandleAsync(db.ChangeTracker.Entries<OutboxMessage>().Single().Entity, CancellationToken.None);
            return 0;
        });

        Assert.That(_listener.Heard, Is.Empty);
        Assert.That((await ListAsync())[0].GetProperty("lastFailure").GetString(), Does.Contain("no public address"));
    }

    [Test]
    public void A_key_that_is_too_short_is_refused() =>
        Assert.That(
            () =>
                new AccountWebhookSecrets(
                    new ConfigurationBuilder().AddInMemoryCollection([new("Webhooks:Key", "short")]).Build(),
                    _host.Services.GetRequiredService<SigningKey>()
                ),
            Throws.InvalidOperationException.With.Message.Contains("Webhooks__Key")
        );

    private async Task<(Guid Id, string Secret)> MakeAsync()
    {
        using var response = await _client.SendAsync("POST", Path, new { url = _listener.Address });
        await response.AssertStatusAsync(201);
        var made = await response.JsonAsync();
        return (made.GetProperty("id").GetGuid(), made.GetProperty("secret").GetString()!);
    }

    private async Task<JsonElement> ListAsync()
    {
        using var response = await _client.SendAsync("GET", Path);
        await response.AssertStatusAsync(200);
        return (await response.JsonAsync()).GetProperty("items");
    }

    private async Task TryAsync(Guid id)
    {
        using var response = await _client.SendAsync("POST", $"{Path}/{id}/test");
        await response.AssertStatusAsync(204);
        await DeliverAsync();
    }

    private async Task PostAsync(Guid hook)
    {
        await _host.WithDbAsync(async db =>
        {
            AccountWebhookSender.Post(db, hook, Envelope("test", Guid.NewGuid()), isTest: false);
            return await db.SaveChangesAsync();
        });
        await DeliverAsync();
    }

    // How many addresses hear of an event.
    private async Task<int> TellAsync(string type, Guid subject)
    {
        using var scope = _host.Services.CreateScope();
        var work = Work.OfNobody(scope.ServiceProvider);
        await new AccountWebhookSubscription(type).DoAsync(Envelope(type, subject), work, CancellationToken.None);
        return work.Db.ChangeTracker.Entries<OutboxMessage>().Count();
    }

    private static EventEnvelope Envelope(string type, Guid subject) =>
        new()
        {
            Id = Guid.NewGuid(),
            Source = "/test",
            Type = type,
            Time = DateTimeOffset.UtcNow,
            Subject = subject.ToString(),
            Key = "a",
            Data = JsonElement.Parse("{}"),
        };

    private Task<int> DeliverAsync() => _host.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None);

    private static bool Signed((string Path, Dictionary<string, string> Headers, byte[] Body) call, string secret)
    {
        var signed = Encoding
            .UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.")
            .Concat(call.Body)
            .ToArray();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return call.Headers["webhook-signature"].Split(' ').Contains("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    }
}
