using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Keys for programs: what an account does with them, and what they open.</summary>
public sealed class ApiKeyTests
{
    private const string Path = "/api/v1/auth/keys";
    private TestHost _host = null!;
    private HttpClient _client = null!;
    private Guid _account;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [SetUp]
    public async Task RegisterAsync() => (_client, _account) = await _host.ClientAsync(new SampleAccount().Role);

    [TearDown]
    public void Leave() => _client.Dispose();

    [Test]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        using var response = await _client.SendAsync("POST", Path, Body());
        await response.AssertStatusAsync(201);
        var made = await response.JsonAsync();
        var text = made.GetProperty("key").GetString()!;

        using var list = await _client.SendAsync("GET", Path);

        await list.AssertStatusAsync(200);
        var shown = await list.Content.ReadAsStringAsync();
        Assert.That(shown, Does.Contain(made.GetProperty("prefix").GetString()));
        Assert.That(shown, Does.Not.Contain(text));
        var kept = await _host.WithDbAsync(db => db.Set<ApiKey>().AsNoTracking().SingleAsync(key => key.AccountId == _account));
        Assert.That(kept.KeyHash, Is.EqualTo(ApiKeyText.Hash(text)));
        Assert.That(text, Has.Length.GreaterThanOrEqualTo(64).And.Not.Contain(kept.KeyHash));
    }

    [Test]
    public async Task A_key_opens_what_takes_keys_and_nothing_else()
    {
        using var program = await _host.KeyClientAsync(_account);
        foreach (var endpoint in Guarded())
        {
            var takes = endpoint.Metadata.GetMetadata<ApiKeyCalls>() is not null;
            using var response = await CallAsync(program, endpoint);
            var code = (int)response.StatusCode >= 400 ? (await response.JsonAsync()).GetProperty("code").GetString() : null;

            Assert.That(response.StatusCode, Is.Not.EqualTo(System.Net.HttpStatusCode.Unauthorized), endpoint.DisplayName);
            Assert.That(code == "api-key-not-accepted", Is.EqualTo(!takes), $"{endpoint.DisplayName}: {code}");
        }

        var last = await _host.WithDbAsync(db =>
            db.Set<ApiKey>().Where(key => key.AccountId == _account).Select(static key => key.LastUsedAt).SingleAsync()
        );
        Assert.That(last, Is.Not.Null);
    }

    [TestCase("revoked")]
    [TestCase("expired")]
    [TestCase("altered")]
    [TestCase("malformed")]
    public async Task A_key_that_does_not_hold_is_refused(string why)
    {
        using var program = why switch
        {
            "revoked" => await _host.KeyClientAsync(_account, static key => key.RevokedAt = DateTimeOffset.UtcNow),
            "expired" => await _host.KeyClientAsync(_account, static key => key.ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1)),
            "altered" => await _host.KeyClientAsync(_account, static key => key.KeyHash = ApiKeyText.Hash("another")),
            _ => _host.WithKey("key_no"),
        };
        foreach (var endpoint in Guarded().Where(static endpoint => endpoint.Metadata.GetMetadata<ApiKeyCalls>() is not null))
        {
            using var response = await CallAsync(program, endpoint);
            await response.AssertStatusAsync(401, "api-key-invalid");
        }
    }

    [Test]
    public async Task A_key_opens_only_the_operations_that_it_names()
    {
        using var program = await _host.KeyClientAsync(_account, static key => key.Scopes = "thereIsNoSuchOperation");
        foreach (var endpoint in Guarded().Where(static endpoint => endpoint.Metadata.GetMetadata<ApiKeyCalls>() is not null))
        {
            using var response = await CallAsync(program, endpoint);
            await response.AssertStatusAsync(403, "api-key-out-of-scope");
        }
    }

    [Test]
    public async Task A_revoked_key_is_not_changed_any_more()
    {
        using var response = await _client.SendAsync("POST", Path, Body());
        var id = (await response.JsonAsync()).GetProperty("id").GetGuid();
        using var renamed = await _client.SendAsync("PUT", $"{Path}/{id}", Body("renamed"));
        using var revoked = await _client.SendAsync("DELETE", $"{Path}/{id}");
        using var again = await _client.SendAsync("PUT", $"{Path}/{id}", Body());

        await renamed.AssertStatusAsync(200);
        Assert.That((await renamed.JsonAsync()).GetProperty("name").GetString(), Is.EqualTo("renamed"));
        await revoked.AssertStatusAsync(204);
        await again.AssertStatusAsync(409, "api-key-revoked");
    }

    [Test]
    public async Task Keys_of_others_are_not_there()
    {
        using var response = await _client.SendAsync("POST", Path, Body());
        var id = (await response.JsonAsync()).GetProperty("id").GetGuid();
        var (stranger, _) = await _host.ClientAsync(new SampleAccount().Role);
        var (nobody, _) = await _host.ClientAsync(null);

        using var list = await stranger.SendAsync("GET", Path);
        using var changed = await stranger.SendAsync("PUT", $"{Path}/{id}", Body());
        using var revoked = await stranger.SendAsync("DELETE", $"{Path}/{id}");
        using var unknown = await nobody.SendAsync("GET", Path);

        Assert.That((await list.JsonAsync()).GetProperty("items").GetArrayLength(), Is.Zero);
        await changed.AssertStatusAsync(404);
        await revoked.AssertStatusAsync(404);
        await unknown.AssertStatusAsync(401);
    }

    [Test]
    public async Task What_is_wrong_with_a_key_is_told_by_name()
    {
        var body = Body("");
        body["expiresAt"] = DateTimeOffset.UtcNow.AddDays(-1);
        body["scopes"] = new[] { "thereIsNoSuchOperation" };
        using var response = await _client.SendAsync("POST", Path, body);

        await response.AssertStatusAsync(400);
        var errors = (await response.JsonAsync()).GetProperty("errors");
        Assert.That(errors.EnumerateObject().Select(static error => error.Name), Is.EquivalentTo(["name", "expiresAt", "scopes"]));
    }

    [Test]
    public async Task Of_many_that_make_keys_at_once_none_goes_beyond_the_bound()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, ApiKeyRules.MaxPerAccount + 3).Select(_ => _client.SendAsync("POST", Path, Body()))
        );

        Assert.That(answers.Count(static answer => answer.IsSuccessStatusCode), Is.EqualTo(ApiKeyRules.MaxPerAccount));
        foreach (var refused in answers.Where(static answer => !answer.IsSuccessStatusCode))
            await refused.AssertStatusAsync(409, "too-many-api-keys");
    }

    private static Dictionary<string, object?> Body(string name = "import") =>
        new() { ["name"] = name, ["expiresAt"] = DateTimeOffset.UtcNow.AddHours(12) };

    // All that asks for a login.
    private IEnumerable<RouteEndpoint> Guarded() =>
        _host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null);

    private static Task<HttpResponseMessage> CallAsync(HttpClient client, RouteEndpoint endpoint)
    {
        var path = Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}:]+(:(?<type>\w+))?[^}]*\}", static part =>
            part.Groups["type"].Value is "guid" ? Guid.NewGuid().ToString() : "1"
        );
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
        return client.SendAsync(method, path, method == "GET" ? null : new { }, "\"1\"");
    }
}
