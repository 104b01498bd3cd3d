using System.Diagnostics.Metrics;

namespace SampleService.Infrastructure;

/// <summary>How much waits in the outbox, and how much was given up; counted anew every few seconds.</summary>
internal sealed class OutboxMetrics
{
    private long _pending;
    private long _dead;

    public OutboxMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ServiceInfo.Name);
        meter.CreateObservableGauge("outbox.pending", () => Pending, "{message}", "Messages that wait to be delivered");
        meter.CreateObservableGauge("outbox.dead", () => Dead, "{message}", "Messages that were given up");
    }

    /// <summary>Messages that wait.</summary>
    public long Pending
    {
        get => Interlocked.Read(ref _pending);
        set => Interlocked.Exchange(ref _pending, value);
    }

    /// <summary>Messages that were given up.</summary>
    public long Dead
    {
        get => Interlocked.Read(ref _dead);
        set => Interlocked.Exchange(ref _dead, value);
    }
}
