using System.Threading.RateLimiting;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Counts who comes back from a provider, by address: each such call may cause one to the provider.</summary>
internal sealed class LoginCallbacks(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("RateLimit:AuthenticationsPerMinute", Limits.AuthenticationsPerMinute),
            Window = TimeSpan.FromMinutes(1),
        })
    );

    /// <summary>Counts one, and says whether there were too many within the minute.</summary>
    public bool IsOneTooMany(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(Limits.Address(http));
        return !lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
