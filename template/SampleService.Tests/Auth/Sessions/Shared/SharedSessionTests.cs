using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;
using StackExchange.Redis;

namespace SampleService.Tests;

/// <summary>The end of a session for all instances; only where the environment variable TEST_CACHE names a Redis.</summary>
public sealed class SharedSessionTests
{
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _other = null!;
    private HttpClient _here = null!;
    private HttpClient _there = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = SecondInstance.First();
        _other = SecondInstance.Beside(_host, 100_000);
        (_here, _there) = (_host.CreateClient(), _other.CreateClient());
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _other?.Dispose();
        _host?.Dispose();
    }

    [Test]
    public async Task A_logout_at_one_instance_is_felt_at_all_and_is_not_forgotten()
    {
        var session = await TestSession.BeginAsync(_host);
        Assert.That(await session.CallAsync(_here), Is.EqualTo(200));
        Assert.That(await session.CallAsync(_there), Is.EqualTo(200));

        await session.SendAsync(_here, "logout");
        Assert.That(await session.CallAsync(_there), Is.EqualTo(401));

        var redis = _host.Services.GetRequiredService<IConnectionMultiplexer>();
        var key = _host.Services.GetRequiredService<RedisKeys>().Sessions + session.Id.ToString("n");
        Assert.That(await redis.GetDatabase().KeyDeleteAsync(key), Is.True);
        Assert.That(await session.CallAsync(_there), Is.EqualTo(401), "the database knows it, too");
        Assert.That(await redis.GetDatabase().KeyTimeToLiveAsync(key), Is.InRange(TimeSpan.Zero, SessionLifetimes.Ended));
    }

    [Test]
    public async Task While_redis_is_away_the_database_is_asked()
    {
        await using var away = await ConnectionMultiplexer.ConnectAsync(RedisSetup.Options("127.0.0.1:1"));
        var marks = ActivatorUtilities.CreateInstance<RedisSessionMarks>(_host.Services, away);
        var check = ActivatorUtilities.CreateInstance<SessionCheck>(_host.Services, marks);
        var session = await TestSession.BeginAsync(_host);

        Assert.That(await check.IsLiveAsync(session.Id, CancellationToken.None), Is.True);
        await session.SendAsync(_here, "logout");
        Assert.That(await check.IsLiveAsync(session.Id, CancellationToken.None), Is.False);
    }
}
