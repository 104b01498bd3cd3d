namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>The non-functional figures that a brief can name.</summary>
internal enum TargetKind
{
    RequestsPerSecond,
    ConcurrentUsers,
    Latency,
    Availability,
    Retention,
    RecoveryPoint,
    RecoveryTime,
}
