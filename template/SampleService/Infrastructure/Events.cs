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
    private readonly List<IDomainEvent> _raised = [];

    /// <summary>Keeps an event, to be announced once its change is stored.</summary>
    public void Raise(IDomainEvent domainEvent) => _raised.Add(domainEvent);

    /// <summary>Forgets what was raised, since it was undone.</summary>
    public void Forget() => _raised.Clear();

    /// <summary>Announces what was raised.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var raised = _raised.ToList();
        _raised.Clear();
        foreach (var domainEvent in raised)
            await PublishAsync(domainEvent, cancellationToken);
    }

    private async Task PublishAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
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
