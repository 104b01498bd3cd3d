using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackendAgents.Coordination.Events;
using BackendAgents.Models;

namespace BackendAgents.Tests.Coordination.Events;

/// <summary>Takes down what is traced below it, and all that is measured. Tests that use it must not run beside others.</summary>
internal sealed class Watcher : IDisposable
{
    private static readonly string[] s_names = [TeamTelemetry.Name, ModelTelemetry.Name];

    private readonly Activity _parent = new Activity("test").Start();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public Watcher()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source =>
                s_names.Contains(source.Name) || source.Name.StartsWith("Experimental.Microsoft", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Other tests run in this process as well: only what belongs to this trace counts.
                if (span.TraceId == _parent.TraceId)
                    Spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = static (instrument, meters) =>
        {
            if (s_names.Contains(instrument.Meter.Name))
                meters.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured.Enqueue(new(instrument, value, tags)));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured.Enqueue(new(instrument, value, tags)));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<Measurement> Measured { get; } = new();

    public IEnumerable<Activity> Named(string start) => Spans.Where(span => span.DisplayName.StartsWith(start, StringComparison.Ordinal));

    public IEnumerable<Measurement> Of(string instrument) => Measured.Where(measured => measured.Name == instrument);

    /// <summary>Every text that spans and measurements hold.</summary>
    public IEnumerable<string> Texts()
    {
        foreach (var span in Spans)
        {
            yield return span.OperationName;
            yield return span.DisplayName;
            yield return span.StatusDescription ?? "";
            foreach (var tag in span.TagObjects.Concat(span.Events.SelectMany(static happened => happened.Tags)))
                yield return tag.Value?.ToString() ?? "";
        }

        foreach (var tag in Measured.SelectMany(static measured => measured.Tags))
            yield return tag.Value?.ToString() ?? "";
    }

    public void Dispose()
    {
        _meters.Dispose();
        _listener.Dispose();
        _parent.Stop();
    }

    internal sealed class Measurement(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        public string Name => instrument.Name;

        public double Value => value;

        public Dictionary<string, object?> Tags { get; } = new(tags.ToArray());

        public string Keys => string.Join(' ', Tags.Keys.Order(StringComparer.Ordinal));
    }
}
