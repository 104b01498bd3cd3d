using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure;

/// <summary>How many events came and went, and how long they took from what they tell of to what is done.</summary>
internal sealed class EventMetrics
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _lag;

    public EventMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceInfo.Name);
        _published = meter.CreateCounter<long>("events.published", "{event}", "Events handed to whoever carries them");
        _consumed = meter.CreateCounter<long>("events.consumed", "{event}", "Events that a subscription has done its work for");
        _failed = meter.CreateCounter<long>("events.failed", "{event}", "Tries of a subscription that failed or were refused");
        _lag = meter.CreateHistogram<double>("events.lag", "s", "Time from what an event tells of to what a subscription did");
    }

    public void Published(string type) => _published.Add(1, new KeyValuePair<string, object?>("type", type));

    public void Consumed(string subscription, TimeSpan lag)
    {
        var name = new KeyValuePair<string, object?>("subscription", subscription);
        _consumed.Add(1, name);
        _lag.Record(Math.Max(0, lag.TotalSeconds), name);
    }

    public void Failed(string subscription) => _failed.Add(1, new KeyValuePair<string, object?>("subscription", subscription));
}
