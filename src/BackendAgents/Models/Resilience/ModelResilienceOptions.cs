using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Models.Resilience;

/// <summary>
/// How calls of model services survive trouble. Every limit counts for one HTTP request of one service unless said otherwise.
/// </summary>
public sealed class ModelResilienceOptions
{
    /// <summary>Retries after the first attempt, 0 to 20.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 4;

    /// <summary>The first pause before a retry; later ones double, with jitter. A reply's Retry-After takes precedence.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause of its own choice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest Retry-After that is waited for; a longer one ends the retries at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most that one attempt may take: the whole reply, or the first piece of a streamed one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The most that a request may take with all retries and fallbacks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest silence inside a streamed reply.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of failed attempts, above 0 and up to 1, that opens the circuit.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double CircuitFailureRatio { get; set; } = 0.5;

    /// <summary>The attempts within <see cref="CircuitWindow"/> below which the circuit stays closed; at least 2.</summary>
    [Range(2, int.MaxValue)]
    public int CircuitMinimumAttempts { get; set; } = 10;

    /// <summary>The time over which failures are counted; at least half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit stays open; at least half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "23:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests that may be under way at once. A streamed request counts until its first piece.</summary>
    [Range(1, int.MaxValue)]
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>Requests that may wait for their turn; one more fails at once.</summary>
    [Range(0, int.MaxValue)]
    public int MaxQueue { get; set; } = 256;

    /// <summary>The largest reply, in bytes, that is taken into memory.</summary>
    [Range(1_024, int.MaxValue)]
    public int MaxReplyBytes { get; set; } = 32 * 1024 * 1024;
}
