using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>Something that is done when an event arrives. Stateless: one instance serves all events.</summary>
public abstract class EventSubscription
{
    /// <summary>Its name in the blueprint, by which is known what it has done.</summary>
    public abstract string Name { get; }

    /// <summary>The type of the events.</summary>
    public abstract string Type { get; }

    /// <summary>Does it, in the transaction in which is noted that it is done. A problem undoes it, and it is tried again later.</summary>
    /// <exception cref="OutboxRejectedException">It can't be read.</exception>
    public abstract Task<IResult?> DoAsync(EventEnvelope told, Work work, CancellationToken cancellationToken);
}

/// <summary>The same for events that tell a <typeparamref name="T"/>.</summary>
public abstract class EventSubscription<T> : EventSubscription
    where T : class
{
    /// <inheritdoc />
    public sealed override Task<IResult?> DoAsync(EventEnvelope told, Work work, CancellationToken cancellationToken)
    {
        try
        {
            var data = told.Data.Deserialize<T>(EventEnvelope.Json) ?? throw new OutboxRejectedException($"{told.Type} tells nothing.");
            return DoAsync(data, work, cancellationToken);
        }
        catch (JsonException problem)
        {
            throw new OutboxRejectedException($"What {told.Type} tells can't be read.", problem);
        }
    }

    /// <summary>Does it.</summary>
    protected abstract Task<IResult?> DoAsync(T told, Work work, CancellationToken cancellationToken);
}
