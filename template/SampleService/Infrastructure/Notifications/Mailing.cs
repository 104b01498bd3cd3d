namespace SampleService.Infrastructure;

/// <summary>Puts mails into the outbox, in the transaction that they tell of.</summary>
public static class Mailing
{
    /// <summary>Has a mail sent once the transaction is stored. Whoever has no usable address gets none; that is logged.</summary>
    public static void Send(this Work work, string name, string? to, string subject, string body)
    {
        if (Mail.Of(name, to, subject, body) is { } mail)
            work.Db.Post(Mail.Kind, null, mail);
        else
            work.Service<ILogger<Mail>>().LogWarning("{Notification} has no address that can be used", name);
    }
}

/// <summary>Delivers the mails of the outbox.</summary>
internal sealed class MailHandler(INotificationSender sender) : IOutboxHandler
{
    public string Kind => Mail.Kind;

    public string? Missing => sender.Missing;

    public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        sender.SendAsync(message.Read<Mail>(), message.Id, cancellationToken);
}
