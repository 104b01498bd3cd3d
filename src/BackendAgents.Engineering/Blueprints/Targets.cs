namespace BackendAgents.Engineering.Blueprints;

/// <summary>Non-functional targets. Null means that the brief named none.</summary>
public sealed record Targets
{
    /// <summary>Requests a second at peak.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>
    /// Requests a minute that one caller may make: 600, or as many as the whole peak, since one gateway or device may send all of it.
    /// </summary>
    internal int RequestsPerMinuteOfCaller => (int)Math.Min(Math.Max(600, (RequestsPerSecond ?? 0) * 60L), int.MaxValue);

    /// <summary>Users at the same time at peak.</summary>
    public int? ConcurrentUsers { get; init; }

    /// <summary>Greatest 95th percentile of the response time, in milliseconds.</summary>
    public int? LatencyP95Milliseconds { get; init; }

    /// <summary>Availability in percent of a month: 99.9.</summary>
    public decimal? AvailabilityPercent { get; init; }

    /// <summary>Days for which data is kept before it is deleted.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Most data that may be lost in a disaster, in minutes (RPO).</summary>
    public int? RecoveryPointMinutes { get; init; }

    /// <summary>Longest time until service is restored after a disaster, in minutes (RTO).</summary>
    public int? RecoveryTimeMinutes { get; init; }
}
