using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Tests.Acceptance;

/// <summary>Mails that were sent since the scenario began; they lie in the outbox.</summary>
internal sealed partial class ScenarioRun
{
    /// <summary>Expects that so many mails were sent that are as is said; what is null is not compared.</summary>
    public async Task MailAsync(string? name, string? to, string? subject, string? contains, int times)
    {
        Begin($"{times} mails {name} were sent");
        Called.UnionWith(Ran);
        var (address, line) = (Text(to), Text(subject));
        var mails = await _host.WithDbAsync(static db =>
            db.Set<OutboxMessage>().Where(message => message.Kind == Mail.Kind).OrderBy(message => message.OccurredAt).ToListAsync()
        );
        var sent = mails.ConvertAll(static message => message.Read<Mail>());
        var alike = sent.Count(mail =>
            (name is null || mail.Name == name)
            && (address is null || mail.To == address)
            && (line is null || mail.Subject == line)
            && (contains is null || mail.Body.Contains(contains, StringComparison.Ordinal))
        );
        if (alike != times)
            throw new ScenarioFailure(
                $"step {_steps.Count}: expected {times} mails {name} to {address ?? "anybody"}, got {alike}. Sent were: "
                    + string.Join("; ", sent.Take(10).Select(static mail => $"{mail.Name} to {mail.To}: {mail.Subject}"))
            );
    }

    private string? Text(string? value) =>
        value is null ? null : _values.Read(System.Text.Json.JsonSerializer.Serialize(value))?.ToString();
}
