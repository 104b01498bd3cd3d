namespace SampleService.Infrastructure;

/// <summary>A fact that the service announces after it was stored.</summary>
public interface IDomainEvent
{
    /// <summary>The row it is about.</summary>
    Guid SubjectId { get; }
}

/// <summary>Hears domain events. Register your own to send mail, fill an outbox, call a webhook.</summary>
public interface IDomainEventHandler
{
    /// <summary>Called once an event's change is stored. An exception is logged and doesn't undo the change.</summary>
    Task HandleAsync(IDomainEvent domainEvent, CancellationToken cancellationToken);
}

/// <summary>Tells every handler of an event, in this process.</summary>
public sealed class DomainEvents(IEnumerable<IDomainEventHandler> handlers, ILogger<DomainEvents> logger)
{
    /// <summary>Announces an event.</summary>
    public async Task PublishAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        logger.LogInformation("{Event} {SubjectId}", domainEvent.GetType().Name, domainEvent.SubjectId);
        foreach (var handler in handlers)
        {
            try
            {
                await handler.HandleAsync(domainEvent, cancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogError(problem, "{Handler} failed on {Event}", handler.GetType().Name, domainEvent.GetType().Name);
            }
        }
    }
}
