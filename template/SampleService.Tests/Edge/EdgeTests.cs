using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What caches before the service may keep, and what they are told when it changes.</summary>
[TestFixtureSource(typeof(EdgeSamples), nameof(EdgeSamples.All))]
public sealed class EdgeTests(ReadSample sample)
{
    private const string Key = "a-key-of-this-test";
    private const string Origin = "https://shop.example.com";

    private Listener _cache = null!;
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _service = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cache = await Listener.StartAsync();
        _host = new TestHost();
        _service = _host.WithWebHostBuilder(builder =>
            builder.UseSetting("ConnectionStrings:Cdn", $"Urls={_cache.Address};Key={Key}").UseSetting("Cors:Origins:0", Origin)
        );
        _client = _service.CreateClient();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
        await _host.DisposeAsync();
        await _cache.DisposeAsync();
    }

    [Test]
    public async Task An_answer_for_everybody_is_kept_by_its_keys_and_sent_once()
    {
        var row = await WithDbAsync(db => sample.RowAsync(db, Guid.Empty));
        using var answer = await _client.GetAsync(sample.Of(row));

        await answer.AssertStatusAsync(200);
        AssertKept(answer);
        Assert.That(answer.Headers.ETag, Is.Not.Null);

        using var again = new HttpRequestMessage(HttpMethod.Get, sample.Of(row));
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await _client.SendAsync(again);
        Assert.That((int)unchanged.StatusCode, Is.EqualTo(304));
        Assert.That(await unchanged.Content.ReadAsByteArrayAsync(), Is.Empty);
        AssertKept(unchanged);

        using var other = new HttpRequestMessage(HttpMethod.Get, sample.Of(row));
        other.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"of-before\""));
        using var whole = await _client.SendAsync(other);
        Assert.That(await whole.Content.ReadAsStringAsync(), Is.EqualTo(await answer.Content.ReadAsStringAsync()));
    }

    [Test]
    public async Task A_refusal_is_not_kept()
    {
        var at = sample.Path.IndexOf('{', StringComparison.Ordinal);
        using var refused = await _client.GetAsync(at < 0 ? sample.Path + "?limit=many" : sample.Path[..at] + Guid.NewGuid());

        Assert.That((int)refused.StatusCode, Is.EqualTo(at < 0 ? 400 : 404));
        Assert.That(refused.Headers.CacheControl!.ToString(), Is.EqualTo("no-store, private"));
        Assert.That(refused.Headers.Contains(EdgeKeys.Header), Is.False);
    }

    [Test]
    public async Task What_has_changed_is_told_when_it_is_stored()
    {
        var row = await WithDbAsync(db => sample.RowAsync(db, Guid.Empty));
        using var answer = await _client.GetAsync(sample.Of(row));
        var keys = answer.Headers.GetValues(EdgeKeys.Header).Single().Split(' ');
        await ToldAsync();

        Task<int> TouchAsync(AppDb db) => sample.TouchAsync(db, row.Id, row.UpdatedAt.AddDays(1));
        await WithDbAsync(db => db.InTransactionAsync(() => TouchAsync(db), static _ => false, CancellationToken.None));
        Assert.That(await ToldAsync(), Is.Empty, "nobody is told of what is undone");
        await WithDbAsync(db => db.InTransactionAsync(() => TouchAsync(db), static _ => true, CancellationToken.None));
        Assert.That((await ToldAsync()).Intersect(keys), Is.Not.Empty, "a statement over rows");
        await WithDbAsync(async db =>
        {
            await db.Entry(row).ReloadAsync();
            db.Entry(row).State = EntityState.Modified;
            return await db.SaveChangesAsync();
        });
        Assert.That((await ToldAsync()).Intersect(keys), Is.Not.Empty, "a tracked row");
    }

    private static void AssertKept(HttpResponseMessage answer)
    {
        var control = answer.Headers.CacheControl!;
        Assert.That(control.Public && control.SharedMaxAge > TimeSpan.Zero && control.MaxAge == TimeSpan.Zero, control.ToString());
        Assert.That(answer.Headers.GetValues(EdgeKeys.Header).Single(), Does.Match("^[a-z0-9_-]+( [a-z0-9_-]+)*$"));
        Assert.That(answer.Headers.Vary, Does.Contain("Origin"), "or a browser of another origin is given an answer that is not for it");
    }

    // The keys that the cache is told of, which takes what waits.
    private async Task<string[]> ToldAsync()
    {
        _cache.Heard.Clear();
        var dispatcher = _service.Services.GetRequiredService<OutboxDispatcher>();
        await dispatcher.DeliverDueAsync(CancellationToken.None, static kind => kind == EdgePurge.Name);
        foreach (var (_, headers, _) in _cache.Heard)
        {
            Assert.That(headers[":method"], Is.EqualTo("PURGE"));
            Assert.That(headers["x-purge-key"], Is.EqualTo(Key));
        }

        return [.. _cache.Heard.SelectMany(static call => call.Headers["surrogate-key"].Split(' '))];
    }

    private async Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work)
    {
        using var scope = _service.Services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }
}
