using System.Threading.Channels;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Somebody who waits for events, with those that have come and are not told yet. Told on any thread, read on one.</summary>
/// <param name="told">What is waited for.</param>
/// <param name="subject">The id of the only row that is of interest; null for all that may be read.</param>
/// <param name="who">By what the caller is counted.</param>
internal sealed class GraphSubscriber(GraphEvent told, string? subject, string who)
{
    private readonly Channel<EventEnvelope> _queue = Channel.CreateBounded<EventEnvelope>(
        new BoundedChannelOptions(GraphTables.SubscriptionQueue) { SingleReader = true }
    );

    private GraphEnd? _end;

    /// <summary>What is waited for.</summary>
    public GraphEvent Told => told;

    /// <summary>By what the caller is counted.</summary>
    public string Who => who;

    /// <summary>Why there is nothing more to come; null while there is.</summary>
    public GraphEnd? End => Volatile.Read(ref _end);

    /// <summary>Puts an event into the queue, if it is waited for. Never waits: whose queue is full hears no more.</summary>
    public void Tell(EventEnvelope happened)
    {
        var isOfInterest =
            happened.Type == told.Type && (subject is null || subject.Equals(happened.Subject, StringComparison.OrdinalIgnoreCase));
        if (isOfInterest && !_queue.Writer.TryWrite(happened))
            Close(GraphEnd.TooSlow);
    }

    /// <summary>Says that nothing more comes. What is in the queue is still told.</summary>
    public void Close(GraphEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        _queue.Writer.TryComplete();
    }

    /// <summary>Waits until something is in the queue; false when nothing more comes.</summary>
    public Task<bool> WaitAsync(CancellationToken cancellationToken) => _queue.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Takes the oldest out of the queue; null when it is empty.</summary>
    public EventEnvelope? Take() => _queue.Reader.TryRead(out var happened) ? happened : null;
}
