using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure;

/// <summary>How often providers are asked, what comes of it, and how long they take.</summary>
internal sealed class ProviderMetrics
{
    // Seconds. Those that are usual begin at five.
    private static readonly InstrumentAdvice<double> s_bounds = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Counter<long> _asked;
    private readonly Histogram<double> _duration;

    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceInfo.Name);
        _asked = meter.CreateCounter<long>("providers.asked", "{question}", "Questions by provider and what came of them");
        _duration = meter.CreateHistogram("providers.duration", "s", "Time until a provider answered, or was given up", advice: s_bounds);
    }

    /// <summary>A question was asked, and answered, begun, refused, or failed.</summary>
    public void Asked(string provider, string outcome, TimeSpan took)
    {
        _asked.Add(1, new KeyValuePair<string, object?>("provider", provider), new("outcome", outcome));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));
    }
}
