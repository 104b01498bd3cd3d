using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure;

/// <summary>How a read was answered.</summary>
internal enum CacheResult
{
    /// <summary>From a copy.</summary>
    Hit,

    /// <summary>By the database, and a copy was made where one can be.</summary>
    Miss,

    /// <summary>By the database, since no copies can be had.</summary>
    Away,
}

/// <summary>Counts how reads are answered.</summary>
internal sealed class CacheMetrics
{
    private readonly Counter<long> _reads;
    private long _hits;
    private long _misses;

    public CacheMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceInfo.Name);
        _reads = meter.CreateCounter<long>("cache.reads", "{read}", "Reads that copies could answer, by result");
        meter.CreateObservableGauge("cache.away", () => IsAway ? 1 : 0, "{cache}", "1 while copies can't be used");
    }

    /// <summary>Whether copies can't be used.</summary>
    public bool IsAway { get; set; }

    /// <summary>Reads answered from copies since the start.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Reads that asked the database since the start.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>Counts one.</summary>
    public void Count(CacheResult result)
    {
        if (result == CacheResult.Hit)
            Interlocked.Increment(ref _hits);
        else
            Interlocked.Increment(ref _misses);
        _reads.Add(1, new KeyValuePair<string, object?>("result", Names[(int)result]));
    }

    private static string[] Names { get; } = ["hit", "miss", "away"];
}
