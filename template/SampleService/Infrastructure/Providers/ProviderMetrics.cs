using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure;

/// <summary>How often providers are asked, what comes of it, and how long they take.</summary>
internal sealed class ProviderMetrics
{
    private readonly Counter<long> _asked;
    private readonly Histogram<double> _duration;

    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceInfo.Name);
        _asked = meter.CreateCounter<long>("providers.asked", "{question}", "Questions by provider and what came of them");
        _duration = meter.CreateHistogram<double>("providers.duration", "s", "Time until a provider answered, or was given up");
    }

    /// <summary>A question was asked, and answered, begun, refused, or failed.</summary>
    public void Asked(string provider, string outcome, TimeSpan took)
    {
        _asked.Add(1, new KeyValuePair<string, object?>("provider", provider), new("outcome", outcome));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));
    }
}
