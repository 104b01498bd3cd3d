using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using StackExchange.Redis;

namespace SampleService.Infrastructure;

/// <summary>So many calls a minute, counted in Redis; in this instance alone while Redis is away.</summary>
internal sealed class SharedWindow(IConnectionMultiplexer redis, TimeProvider clock, string key, int permits) : RateLimiter
{
    // One script, so that a count is never left without its end.
    private const string Count = """
        local calls = redis.call('INCRBY', KEYS[1], ARGV[1])
        if calls == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return { calls, redis.call('PTTL', KEYS[1]) }
        """;

    private static readonly Lease s_acquired = new(null);

    private readonly FixedWindowRateLimiter _alone = new(
        new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = RedisKeys.RateWindow }
    );

    private long _used = clock.GetTimestamp();

    public override TimeSpan? IdleDuration => clock.GetElapsedTime(Volatile.Read(ref _used));

    public override RateLimiterStatistics? GetStatistics() => null;

    // It has to be asked over the network.
    protected override RateLimitLease AttemptAcquireCore(int permitCount) =>
        permitCount == 0 ? s_acquired : new Lease(null, isAcquired: false);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _used, clock.GetTimestamp());
        try
        {
            var window = (long)RedisKeys.RateWindow.TotalMilliseconds;
            var counted = (long[]?)await redis.GetDatabase().ScriptEvaluateAsync(Count, [key], [permitCount, window]);
            return counted![0] <= permits ? s_acquired : new Lease(TimeSpan.FromMilliseconds(Math.Max(counted[1], 1)), isAcquired: false);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException)
        {
            return _alone.AttemptAcquire(permitCount);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _alone.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Lease(TimeSpan? wait, bool isAcquired = true) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
