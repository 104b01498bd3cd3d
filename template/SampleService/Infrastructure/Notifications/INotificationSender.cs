namespace SampleService.Infrastructure;

/// <summary>The way by which mails leave the service. Register another in Program.cs to go another way.</summary>
public interface INotificationSender
{
    /// <summary>Null when it can send; else what is missing, and mails wait in the outbox.</summary>
    string? Missing { get; }

    /// <summary>Sends a mail; what it throws lets it be tried again later.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="id">Its id: the same when it is sent again.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="OutboxRejectedException">The server refuses it for good.</exception>
    Task SendAsync(Mail mail, Guid id, CancellationToken cancellationToken);
}
