using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>
/// What is asked of many endpoints, a method each, and the service that is asked: of this class's own, with a database of its own.
/// </summary>
public abstract class EndpointTests<TRow>
    where TRow : Row
{
    private protected TestHost _host = null!;

    // Beside each test's own row there is another, which is not to be taken for it.
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = new TestHost();
        await RowAsync(Guid.Empty);
    }

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    // By a version alone: no transaction is open between the reading and the storing.
    [TestCase(EntityState.Modified, EntityState.Modified)]
    [TestCase(EntityState.Modified, EntityState.Deleted)]
    [TestCase(EntityState.Deleted, EntityState.Modified)]
    public async Task A_row_that_another_has_stored_since_it_was_read_is_left_as_it_is(EntityState before, EntityState after)
    {
        var stored = await RowAsync(Guid.Empty);
        await _host.WithDbAsync(async db =>
        {
            var read = await db.Set<TRow>().SingleAsync(row => row.Id == stored.Id);
            await _host.WithDbAsync(async other =>
            {
                other.Entry(await other.Set<TRow>().SingleAsync(row => row.Id == stored.Id)).State = before;
                return await other.SaveChangesAsync();
            });
            db.Entry(read).State = after;

            Assert.That(async () => await db.SaveChangesAsync(), Throws.TypeOf<DbUpdateConcurrencyException>());
            return read;
        });
        var left = await _host.WithDbAsync(db => db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == stored.Id));

        Assert.That(left?.Version, Is.EqualTo(before == EntityState.Deleted ? null : stored.Version + 1));
    }

    /// <summary>A row of an account, stored.</summary>
    private protected abstract Task<TRow> RowAsync(AppDb db, Guid owner, Action<TRow>? change);

    /// <summary>A valid request to create or update one.</summary>
    private protected abstract Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner);

    /// <summary>What the path of an endpoint has for a row.</summary>
    private protected virtual string KeyOf(TestedEndpoint endpoint, TRow row) => row.Id.ToString();

    private protected Task<TRow> RowAsync(Guid owner, Action<TRow>? change = null) => _host.WithDbAsync(db => RowAsync(db, owner, change));

    private protected Task<Dictionary<string, object?>> BodyAsync(Guid owner) => _host.WithDbAsync(db => BodyAsync(db, owner));

    private protected async Task AsksForLoginAsync(TestedEndpoint endpoint) =>
        await RefusesAsync(endpoint, await _host.ClientAsync(null), 401);

    private protected async Task RefusesRoleAsync(TestedEndpoint endpoint, string role) =>
        await RefusesRoleAsync(endpoint, await _host.ClientAsync(role));

    private protected static Task RefusesRoleAsync(TestedEndpoint endpoint, (HttpClient Client, Guid Account) caller) =>
        RefusesAsync(endpoint, caller, 403);

    private protected async Task LetsInAsync(TestedEndpoint endpoint, params string[] roles)
    {
        foreach (var role in roles)
        {
            using var response = await SendAsync((await _host.ClientAsync(role)).Client, endpoint, endpoint.Nobody, new { });

            Assert.That((int)response.StatusCode, Is.Not.EqualTo(401).And.Not.EqualTo(403), role);
        }
    }

    private protected async Task RefusesStrangersAsync(TestedEndpoint endpoint) =>
        await RefusesStrangersAsync(endpoint, await _host.ClientAsync(endpoint.Role));

    private protected async Task RefusesStrangersAsync(TestedEndpoint endpoint, (HttpClient Client, Guid Account) caller)
    {
        var (_, owner) = await _host.ClientAsync(endpoint.Role);
        var row = await RowAsync(owner);
        var body = await BodyAsync(endpoint, caller.Account);
        using var response = await SendAsync(caller.Client, endpoint, KeyOf(endpoint, row), body, row.Version);

        await response.AssertStatusAsync(403);
    }

    private protected async Task RefusesStrangeParentAsync(TestedEndpoint endpoint, string key)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var (_, stranger) = await _host.ClientAsync(endpoint.Role);
        var row = await RowAsync(account);
        var body = await BodyAsync(account);
        body[key] = (await BodyAsync(stranger))[key];
        using var response = await SendAsync(client, endpoint, endpoint.HasTag ? KeyOf(endpoint, row) : "", body, row.Version);

        await response.AssertStatusAsync(403);
    }

    private protected async Task FindsNoRowAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        using var response = await SendAsync(client, endpoint, endpoint.Nobody, await BodyAsync(endpoint, account), 1);

        await response.AssertStatusAsync(404);
    }

    private protected async Task ShowsAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var row = await RowAsync(account);
        using var response = await SendAsync(client, endpoint, KeyOf(endpoint, row));

        await response.AssertStatusAsync(200);
        (await response.JsonAsync()).AssertShows(row);
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($"\"{row.Version}\""));
    }

    private protected async Task CreatesAsync(TestedEndpoint endpoint, string location, params string[] but)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        await CreatesAsync(endpoint, client, await BodyAsync(account), location, but);
    }

    private protected async Task CreatesAsync(
        TestedEndpoint endpoint,
        HttpClient client,
        Dictionary<string, object?> body,
        string location,
        params string[] but
    )
    {
        using var response = await SendAsync(client, endpoint, "", body);

        await response.AssertStatusAsync(201);
        var created = await response.JsonAsync();
        var id = created.GetProperty("id").GetString();
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo(location.Replace("{id}", id, StringComparison.Ordinal)));
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
        created.AssertShows(body, but);
        created.AssertShows(await _host.WithDbAsync(async db => await db.Set<TRow>().FindAsync(Guid.Parse(id!))));
    }

    private protected async Task NamesEachAsync(TestedEndpoint endpoint, params (string Name, object? Value)[] wrong)
    {
        foreach (var (name, value) in wrong)
        {
            // Each as another account: some may not call as often as there are values.
            var (client, account) = await _host.ClientAsync(endpoint.Role);
            var row = endpoint.HasTag ? await RowAsync(account) : null;
            var body = await BodyAsync(account);
            var sent = new Dictionary<string, object?>(body) { [name] = value is Like like ? body[like.Name] : value };
            using var response = await SendAsync(client, endpoint, row is null ? "" : KeyOf(endpoint, row), sent, row?.Version ?? 0);

            await response.AssertNamesAsync(name);
        }
    }

    private protected async Task NamesWrongTypeAsync(TestedEndpoint endpoint, string name)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var body = await BodyAsync(account);
        body[name] = new { };
        using var response = await SendAsync(client, endpoint, "", body);

        await response.AssertNamesAsync(name);
    }

    private protected async Task RefusesBrokenJsonAsync(TestedEndpoint endpoint)
    {
        var (client, _) = await _host.ClientAsync(endpoint.Role);
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path)
        {
            Content = new StringContent("{ not json", null, "application/json"),
        };
        using var response = await client.SendAsync(request);

        await response.AssertNamesAsync("$");
    }

    private protected async Task RefusesDuplicatesAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var body = await BodyAsync(account);
        using var first = await SendAsync(client, endpoint, "", body);
        await first.AssertStatusAsync(201);
        using var second = await SendAsync(client, endpoint, "", body);

        await second.AssertStatusAsync(409);
    }

    private protected async Task ChangesAsync(TestedEndpoint endpoint, (string Name, object? Value)[] others, params string[] but)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        await ChangesAsync(endpoint, client, await RowAsync(account), await BodyAsync(account), others, but);
    }

    private protected async Task ChangesAsync(
        TestedEndpoint endpoint,
        HttpClient client,
        TRow row,
        Dictionary<string, object?> body,
        (string Name, object? Value)[] others,
        params string[] but
    )
    {
        foreach (var (name, value) in others)
            body[name] = value;
        using var response = await SendAsync(client, endpoint, KeyOf(endpoint, row), body, row.Version);

        await response.AssertStatusAsync(200);
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($"\"{row.Version + 1}\""));
        (await response.JsonAsync()).AssertShows(body, but);
    }

    private protected async Task RefusesLikenessAsync(TestedEndpoint endpoint, int status, string code)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var (first, second) = (await RowAsync(account), await RowAsync(account));
        var body = await BodyAsync(account);
        using var changed = await SendAsync(client, endpoint, KeyOf(endpoint, first), body, first.Version);
        await changed.AssertStatusAsync(200);
        using var refused = await SendAsync(client, endpoint, KeyOf(endpoint, second), body, second.Version);

        await refused.AssertStatusAsync(status, code);
    }

    private protected async Task AsksForTagAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        var key = KeyOf(endpoint, await RowAsync(account));
        var body = await BodyAsync(account);
        using var without = await client.SendAsync(endpoint.Method, endpoint.At(key), body);
        using var stale = await SendAsync(client, endpoint, key, body, 999);

        await without.AssertStatusAsync(428);
        await stale.AssertStatusAsync(412);
    }

    private protected async Task ChangesForOneAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        await ChangesForOneAsync(endpoint, client, await RowAsync(account), await BodyAsync(account));
    }

    private protected async Task ChangesForOneAsync(TestedEndpoint endpoint, HttpClient client, TRow row, Dictionary<string, object?> body)
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, Sample.Callers).Select(_ => SendAsync(client, endpoint, KeyOf(endpoint, row), body, row.Version))
        );

        Assert.That(answers.Count(static answer => (int)answer.StatusCode == 200), Is.EqualTo(1));
        Assert.That(answers.Count(static answer => (int)answer.StatusCode == 412), Is.EqualTo(answers.Length - 1));
        var left = await _host.WithDbAsync(db => db.Set<TRow>().AsNoTracking().SingleAsync(one => one.Id == row.Id));
        Assert.That(left.Version, Is.EqualTo(row.Version + 1));
    }

    private protected async Task RemovesAsync(TestedEndpoint endpoint)
    {
        var (client, account) = await _host.ClientAsync(endpoint.Role);
        await RemovesAsync(endpoint, client, await RowAsync(account));
    }

    private protected async Task RemovesAsync(TestedEndpoint endpoint, HttpClient client, TRow row)
    {
        using var response = await SendAsync(client, endpoint, KeyOf(endpoint, row));

        await response.AssertStatusAsync(204);
        Assert.That(await _host.WithDbAsync(async db => await db.Set<TRow>().FindAsync(row.Id)), Is.Null);
    }

    /// <summary>Sends what an endpoint takes: the body if it has one, and the version if it must be named.</summary>
    private protected static Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        TestedEndpoint endpoint,
        string key,
        object? body = null,
        int version = 0
    ) =>
        client.SendAsync(
            endpoint.Method,
            endpoint.At(key),
            endpoint.HasBody ? body : null,
            endpoint.HasTag && version > 0 ? $"\"{version}\"" : null
        );

    private static async Task RefusesAsync(TestedEndpoint endpoint, (HttpClient Client, Guid Account) caller, int status)
    {
        using var response = await SendAsync(caller.Client, endpoint, endpoint.Nobody, new { });

        await response.AssertStatusAsync(status);
    }

    private async Task<object?> BodyAsync(TestedEndpoint endpoint, Guid account) => endpoint.HasBody ? await BodyAsync(account) : null;
}
