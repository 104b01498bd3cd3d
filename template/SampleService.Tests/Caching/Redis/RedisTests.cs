using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;
using StackExchange.Redis;

namespace SampleService.Tests;

/// <summary>What instances share by Redis; only where the environment variable TEST_CACHE names one.</summary>
public sealed class RedisTests
{
    private const int Permits = 40;

    private TestHost _host = null!;
    private WebApplicationFactory<Program> _other = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = SecondInstance.First();
        _other = SecondInstance.Beside(_host, Permits);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _other?.Dispose();
        _host?.Dispose();
    }

    [Test]
    public async Task Stamps_that_were_lost_bring_no_copy_back()
    {
        var stamps = _host.Services.GetRequiredService<ICacheStamps>();
        var before = await stamps.CurrentAsync(["lost"]);
        var keys = _host.Services.GetRequiredService<RedisKeys>();
        await _host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyDeleteAsync(keys.Stamps + "lost");

        Assert.That(await stamps.CurrentAsync(["lost"]), Is.Not.EqualTo(before));
        Assert.That(await stamps.CurrentAsync(["lost"]), Is.EqualTo(await stamps.CurrentAsync(["lost"])));
    }

    [Test]
    public async Task All_that_is_kept_has_its_place_and_ends_by_itself()
    {
        await _host.Services.GetRequiredService<ICacheStamps>().CurrentAsync(["kept"]);
        var (keys, redis) = (_host.Services.GetRequiredService<RedisKeys>(), _host.Services.GetRequiredService<IConnectionMultiplexer>());

        var kept = redis.GetServers().SelectMany(server => server.Keys(pattern: keys.Space + ":*")).ToList();

        Assert.That(kept, Is.Not.Empty);
        Assert.That(kept.Where(key => !keys.All.Any(kind => key.ToString().StartsWith(kind, StringComparison.Ordinal))), Is.Empty);
        var lives = await Task.WhenAll(kept.Select(key => redis.GetDatabase().KeyTimeToLiveAsync(key)));
        Assert.That(lives, Has.None.Null);
    }

    [Test]
    public async Task Calls_are_counted_for_all_instances_together()
    {
        var limiter = new SharedRates(
            _host.Services.GetRequiredService<IConnectionMultiplexer>(),
            _host.Services.GetRequiredService<RedisKeys>(),
            _other.Services.GetRequiredService<IConfiguration>(),
            TimeProvider.System
        ).Limiter;
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        var other = _other.Services.GetRequiredService<SharedRates>().Limiter;

        var leases = await Task.WhenAll(
            Enumerable.Range(0, Permits * 2).Select(n => (n % 2 == 0 ? limiter : other).AcquireAsync(http).AsTask())
        );

        Assert.That(leases.Count(static lease => lease.IsAcquired), Is.EqualTo(Permits));
        var refused = Array.Find(leases, static lease => !lease.IsAcquired)!;
        Assert.That(refused.TryGetMetadata(System.Threading.RateLimiting.MetadataName.RetryAfter, out var wait), Is.True);
        Assert.That(wait, Is.InRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)));
    }
}
