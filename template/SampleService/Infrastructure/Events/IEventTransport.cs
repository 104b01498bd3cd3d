namespace SampleService.Infrastructure;

/// <summary>The way that events go: a broker, or this process. At least once; those with the same key in their order.</summary>
public interface IEventTransport
{
    /// <summary>Its name for people: <c>RabbitMQ</c>.</summary>
    string Name { get; }

    /// <summary>Null when it takes events; else what is the matter, and events wait in the outbox.</summary>
    string? Missing => null;

    /// <summary>Hands an event over; returned from once it can't be lost any more.</summary>
    Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken);

    /// <summary>
    /// Receives what is waited for, until it is stopped or can't go on. A message is gone from the broker once the service has stored it,
    /// and one that is no event is among the broker's dead letters then.
    /// </summary>
    Task ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Brings back what the broker has among its dead letters; how many.</summary>
    Task<int> ReplayAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
