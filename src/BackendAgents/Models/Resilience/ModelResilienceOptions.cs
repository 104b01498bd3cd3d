namespace BackendAgents.Models.Resilience;

/// <summary>
/// How calls of model services survive trouble. Every limit counts for one HTTP request of one service unless said otherwise.
/// </summary>
public sealed class ModelResilienceOptions
{
    /// <summary>Retries after the first attempt, 0 to 20.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The first pause before a retry; later ones double, with jitter. A reply's Retry-After takes precedence.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause of its own choice.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest Retry-After that is waited for; a longer one ends the retries at once.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most that one attempt may take: the whole reply, or the first piece of a streamed one.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The most that a request may take with all retries and fallbacks.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest silence inside a streamed reply.</summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of failed attempts, above 0 and up to 1, that opens the circuit.</summary>
    public double CircuitFailureRatio { get; set; } = 0.5;

    /// <summary>The attempts within <see cref="CircuitWindow"/> below which the circuit stays closed; at least 2.</summary>
    public int CircuitMinimumAttempts { get; set; } = 10;

    /// <summary>The time over which failures are counted; at least half a second.</summary>
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit stays open; at least half a second.</summary>
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests that may be under way at once. A streamed request counts until its first piece.</summary>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>Requests that may wait for their turn; one more fails at once.</summary>
    public int MaxQueue { get; set; } = 256;

    /// <summary>The largest reply, in bytes, that is taken into memory.</summary>
    public int MaxReplyBytes { get; set; } = 32 * 1024 * 1024;

    internal IEnumerable<string> Problems()
    {
        if (MaxRetries is < 0 or > 20)
            yield return $"MaxRetries is {MaxRetries}; it must lie between 0 and 20.";
        if (CircuitFailureRatio is not (> 0 and <= 1))
            yield return $"CircuitFailureRatio is {CircuitFailureRatio}; it must be above 0 and at most 1.";
        if (CircuitMinimumAttempts < 2)
            yield return $"CircuitMinimumAttempts is {CircuitMinimumAttempts}; it must be at least 2.";
        if (MaxConcurrency < 1)
            yield return $"MaxConcurrency is {MaxConcurrency}; it must be at least 1.";
        if (MaxQueue < 0)
            yield return $"MaxQueue is {MaxQueue}; it must not be negative.";
        if (MaxReplyBytes < 1024)
            yield return $"MaxReplyBytes is {MaxReplyBytes}; it must be at least 1024.";
        foreach ((string name, TimeSpan value, TimeSpan least) in Times())
        {
            if (value < least || value > TimeSpan.FromHours(23))
                yield return $"{name} is {value}; it must lie between {least} and 23 hours.";
        }
    }

    private IEnumerable<(string Name, TimeSpan Value, TimeSpan Least)> Times()
    {
        TimeSpan brief = TimeSpan.FromMilliseconds(10);
        TimeSpan half = TimeSpan.FromMilliseconds(500);
        yield return (nameof(BaseDelay), BaseDelay, TimeSpan.Zero);
        yield return (nameof(MaxDelay), MaxDelay, TimeSpan.Zero);
        yield return (nameof(MaxRetryAfter), MaxRetryAfter, TimeSpan.Zero);
        yield return (nameof(AttemptTimeout), AttemptTimeout, brief);
        yield return (nameof(TotalTimeout), TotalTimeout, brief);
        yield return (nameof(StreamIdleTimeout), StreamIdleTimeout, brief);
        yield return (nameof(CircuitWindow), CircuitWindow, half);
        yield return (nameof(CircuitBreak), CircuitBreak, half);
    }
}
