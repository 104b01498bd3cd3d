using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using StackExchange.Redis;

namespace SampleService.Infrastructure;

/// <summary>The limits of calls, counted for all instances together.</summary>
internal sealed class SharedRates : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public SharedRates(IConnectionMultiplexer redis, RedisKeys keys, IConfiguration configuration, TimeProvider clock)
    {
        var all = configuration.GetValue("RateLimit:RequestsPerMinute", ServiceInfo.RequestsPerMinute);
        var logins = configuration.GetValue("RateLimit:AuthenticationsPerMinute", Limits.AuthenticationsPerMinute);
        var callers = PartitionedRateLimiter.Create<HttpContext, string>(http => Window(Limits.Who(http), all));
        var guesses = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Limits.Authentication
                ? Window("auth:" + Limits.Address(http), logins)
                : RateLimitPartition.GetNoLimiter("")
        );
        _limiter = PartitionedRateLimiter.CreateChained(callers, guesses);

        RateLimitPartition<string> Window(string key, int permits) =>
            RateLimitPartition.Get(key, name => new SharedWindow(redis, clock, keys.Rates + name, permits));
    }

    /// <summary>Limits all requests by caller, and those in which passwords can be guessed by address.</summary>
    public PartitionedRateLimiter<HttpContext> Limiter => _limiter;

    public void Dispose() => _limiter.Dispose();
}
