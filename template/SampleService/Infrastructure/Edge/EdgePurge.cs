namespace SampleService.Infrastructure;

/// <summary>Takes what has changed out of the outbox to the caches before the service.</summary>
internal sealed class EdgePurge(IEdge edge) : IOutboxHandler
{
    /// <summary>The kind of its messages.</summary>
    public const string Name = "purge";

    public string Kind => Name;

    public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        edge.PurgeAsync(message.Read<string[]>(), cancellationToken);
}
