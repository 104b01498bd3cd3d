using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Does what a subscription does for an event, once: that it is done is stored with it.</summary>
internal sealed class SubscriptionHandler(EventSubscription subscription, IServiceScopeFactory scopes, EventMetrics metrics)
    : IOutboxHandler
{
    /// <summary>The kind of the messages of a subscription.</summary>
    public static string KindOf(EventSubscription subscription) => "on-" + subscription.Name;

    public string Kind => KindOf(subscription);

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var told = message.Read<EventEnvelope>();
        await using var scope = scopes.CreateAsyncScope();
        var work = Work.OfNobody(scope.ServiceProvider);
        try
        {
            var problem = await work.Db.InTransactionAsync(
                () => OnceAsync(told, work, cancellationToken),
                static problem => problem is null,
                cancellationToken
            );
            DoneOnce.ThrowIfRefused(problem);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            metrics.Failed(subscription.Name);
            throw;
        }

        metrics.Consumed(subscription.Name, work.Db.Now - told.Time);
    }

    private async Task<IResult?> OnceAsync(EventEnvelope told, Work work, CancellationToken cancellationToken)
    {
        var db = work.Db;
        var done = db.Set<InboxEvent>();
        if (await done.AnyAsync(found => found.EventId == told.Id && found.Subscription == subscription.Name, cancellationToken))
            return null;
        await db.RecordAsync(
            new InboxEvent
            {
                Subscription = subscription.Name,
                EventId = told.Id,
                CreatedAt = db.Now,
            },
            cancellationToken
        );
        return await subscription.DoAsync(told, work, cancellationToken);
    }
}
