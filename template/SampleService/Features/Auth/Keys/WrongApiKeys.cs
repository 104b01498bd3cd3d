using System.Threading.RateLimiting;

namespace SampleService.Features;

/// <summary>Counts wrong keys by the address that they come from. Right ones are never kept waiting for them.</summary>
internal sealed class WrongApiKeys(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("RateLimit:AuthenticationsPerMinute", 30),
            Window = TimeSpan.FromMinutes(1),
        })
    );

    /// <summary>Counts one, and says whether there were too many within the minute.</summary>
    public bool IsOneTooMany(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        return !lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
