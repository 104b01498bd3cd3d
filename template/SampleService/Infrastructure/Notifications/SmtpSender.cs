using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace SampleService.Infrastructure;

/// <summary>Where mails are handed over.</summary>
internal sealed record SmtpOptions
{
    /// <summary>Host of the server; without one mails wait in the outbox.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Who logs in; nobody when null.</summary>
    public string? User { get; init; }

    /// <summary>The password of who logs in.</summary>
    public string? Password { get; init; }

    /// <summary>The address that mails come from.</summary>
    public string? From { get; init; }

    /// <summary>How the connection is encrypted: <c>StartTls</c>, <c>SslOnConnect</c>, or <c>None</c> for a server next door.</summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;
}

/// <summary>Sends mails by SMTP.</summary>
internal sealed class SmtpSender(IOptions<SmtpOptions> options) : INotificationSender
{
    public string? Missing =>
        string.IsNullOrWhiteSpace(options.Value.Host) ? "Mails wait: Mail:Host is not set."
        : !MailboxAddress.TryParse(options.Value.From, out _) ? "Mails wait: Mail:From is no address."
        : null;

    public async Task SendAsync(Mail mail, Guid id, CancellationToken cancellationToken)
    {
        var smtp = options.Value;
        using var message = new MimeMessage();
        var from = MailboxAddress.Parse(smtp.From ?? "");
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", mail.To));
        message.Subject = mail.Subject;
        message.MessageId = $"{id}@{from.Domain}";
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = mail.Body };
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(smtp.Host ?? "", smtp.Port, smtp.Security, cancellationToken);
            if (!string.IsNullOrEmpty(smtp.User))
                await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cancellationToken);
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException problem)
            when (problem.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)problem.StatusCode >= 500)
        {
            throw new OutboxRejectedException("The server knows no such address.", problem);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
