namespace SampleService.Infrastructure;

/// <summary>Delivers the messages of one kind. It may get one twice: when the service ended before it noted the delivery.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>Null when it can deliver; else what is missing, and its messages wait.</summary>
    string? Missing => null;

    /// <summary>Delivers a message. An exception lets it be tried again, later and later, until it is dead.</summary>
    /// <exception cref="OutboxRejectedException">It never goes through: it is dead at once.</exception>
    Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken);

    /// <summary>Forgets what it keeps about messages that are no longer there.</summary>
    Task ForgetAsync(AppDb db, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A message that can't be delivered, however often it is tried.</summary>
public sealed class OutboxRejectedException(string message, Exception? inner = null) : Exception(message, inner);
