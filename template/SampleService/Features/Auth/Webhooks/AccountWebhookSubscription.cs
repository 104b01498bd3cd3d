using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Stores what addresses of accounts are to be told when an event arrives.</summary>
internal sealed class AccountWebhookSubscription(string type) : EventSubscription
{
    // Short whatever the type is called, and the same for good.
    public override string Name { get; } = $"account-webhooks-{WebhookCall.Short(type)}";

    public override string Type => type;

    public override async Task<IResult?> DoAsync(EventEnvelope told, Work work, CancellationToken cancellationToken)
    {
        var on = work.Db.Set<AccountWebhook>().AsNoTracking().Where(static hook => hook.SwitchedOffAt == null);
        var hearing = Guid.TryParse(told.Subject, out var subject) ? AccountWebhookRules.Hearing(work.Db, on, type, subject) : on.Take(0);
        foreach (var hook in await hearing.OrderBy(static hook => hook.Id).ToListAsync(cancellationToken))
        {
            if (hook.Hears(type))
                AccountWebhookSender.Post(work.Db, hook.Id, told, isTest: false);
        }

        await work.Db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
