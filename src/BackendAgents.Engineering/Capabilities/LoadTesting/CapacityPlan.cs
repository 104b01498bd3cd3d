using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>
/// What is needed for a load: instances, connections, room, by plain arithmetic over the targets. The figures of one instance are
/// assumptions until a load test has measured them.
/// </summary>
internal sealed class CapacityPlan(ServicePlan plan)
{
    /// <summary>Requests a second of an instance with half a core and 512 MiB: an assumption.</summary>
    public const int RequestsOfInstance = 100;

    /// <summary>Share of an instance that is used at the peak; the rest is for what comes before another one is there.</summary>
    public const double Used = 0.6;

    /// <summary>Bytes that a row takes with its indexes, on average.</summary>
    public const int RowBytes = 1024;

    // One of ten requests writes a row, and a day is as busy as four hours of its peak.
    private const double Writes = 0.1;
    private const int BusySeconds = 4 * 3600;

    public ServicePlan Plan => plan;

    /// <summary>Requests a second at the peak; where only people are named, each asks once in ten seconds.</summary>
    public int Peak => plan.Blueprint.Targets.RequestsPerSecond ?? Math.Max(10, (plan.Blueprint.Targets.ConcurrentUsers ?? 100) / 10);

    /// <summary>Seconds that an answer takes at most, for nineteen of twenty.</summary>
    public double Latency => (plan.Blueprint.Targets.LatencyP95Milliseconds ?? 500) / 1000.0;

    /// <summary>Instances for a load, one of which may be gone.</summary>
    public static int Instances(double load) => Math.Max(2, (int)Math.Ceiling(load / (RequestsOfInstance * Used)) + 1);

    /// <summary>Requests under way at once, by Little's law.</summary>
    public int UnderWay(double load) => Math.Max(1, (int)Math.Ceiling(load * Latency));

    /// <summary>Connections to the database: half of an answer's time is there.</summary>
    public int Connections(double load) => Math.Max(Instances(load) * 2, (int)Math.Ceiling(load * Latency / 2));

    /// <summary>Gibibytes that a year adds.</summary>
    public static double YearGibibytes(double load) => load * Writes * BusySeconds * 365 * RowBytes / (1024.0 * 1024 * 1024);
}
