namespace SampleService.Infrastructure;

/// <summary>Takes events out of the outbox to whoever carries them. The id of the message is that of the event.</summary>
internal sealed class EventOutbox(IEventTransport transport, EventMetrics metrics) : IOutboxHandler
{
    /// <summary>The kind of its messages.</summary>
    public const string Name = "event";

    public string Kind => Name;

    public string? Missing => transport.Missing;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var told = message.Read<EventEnvelope>() with { Id = message.Id };
        await transport.PublishAsync(told, cancellationToken);
        metrics.Published(told.Type);
    }
}
