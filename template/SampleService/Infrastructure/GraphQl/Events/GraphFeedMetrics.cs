using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>How many subscribe, how many are told of what, and why subscriptions end.</summary>
internal sealed class GraphFeedMetrics
{
    private readonly Counter<long> _told;
    private readonly Counter<long> _ended;

    public GraphFeedMetrics(IMeterFactory meters, GraphFeed feed)
    {
        var meter = meters.Create(ServiceInfo.Name);
        meter.CreateObservableGauge("graphql.subscriptions", () => feed.Count, "{subscription}", "Subscriptions that are open");
        _told = meter.CreateCounter<long>("graphql.told", "{event}", "Events told to subscribers");
        _ended = meter.CreateCounter<long>("graphql.ended", "{subscription}", "Subscriptions that ended, by reason");
    }

    /// <summary>Counts an event that a subscriber was told of.</summary>
    public void Told(GraphEvent told) => _told.Add(1, new KeyValuePair<string, object?>("event", told.Field));

    /// <summary>Counts the end of a subscription; the reason is a code, or <c>left</c>, or <c>stuck</c>.</summary>
    public void Ended(string reason) => _ended.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
