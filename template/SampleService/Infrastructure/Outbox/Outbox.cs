using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What waits to be told to others. It is stored with the change or not at all, and delivered at least once.</summary>
public static class Outbox
{
    /// <summary>Adds a message to what is stored next.</summary>
    /// <param name="db">The database of the request or job.</param>
    /// <param name="kind">Which handler takes it.</param>
    /// <param name="key">Messages of this kind with the same key are delivered in order; null where it is of no matter.</param>
    /// <param name="payload">What is told.</param>
    public static OutboxMessage Post<T>(this AppDb db, string kind, string? key, T payload)
    {
        var message = new OutboxMessage
        {
            Kind = kind,
            Key = key,
            Payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web),
            OccurredAt = db.NextMessageAt(),
            NextAttemptAt = db.Now,
        };
        db.Add(message);
        return message;
    }

    /// <summary>When the next message occurs: two of one transaction differ in time, so that they have an order.</summary>
    internal static DateTimeOffset NextMessageAt(this AppDb db)
    {
        var latest = db.ChangeTracker.Entries<OutboxMessage>().Select(static entry => entry.Entity.OccurredAt).DefaultIfEmpty().Max();
        var now = db.Now;
        return now > latest ? now : latest.AddTicks(Databases.Tick);
    }

    /// <summary>What a message tells.</summary>
    /// <exception cref="OutboxRejectedException">It can't be read.</exception>
    public static T Read<T>(this OutboxMessage message)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(message.Payload, JsonSerializerOptions.Web)
                ?? throw new OutboxRejectedException("The message is empty.");
        }
        catch (JsonException problem)
        {
            throw new OutboxRejectedException("The message can't be read.", problem);
        }
    }

    /// <summary>Those that are delivered or tried again some time.</summary>
    public static IQueryable<OutboxMessage> Pending(this AppDb db) =>
        db.Set<OutboxMessage>().Where(message => message.NextAttemptAt != null);

    /// <summary>Those that were given up.</summary>
    public static IQueryable<OutboxMessage> Dead(this AppDb db) =>
        db.Set<OutboxMessage>().Where(message => message.NextAttemptAt == null && message.DeliveredAt == null);

    /// <summary>Lets dead messages be tried again, all or one; how many.</summary>
    public static Task<int> ReplayAsync(this AppDb db, Guid? id, CancellationToken cancellationToken)
    {
        var now = db.Now;
        return db.Dead()
            .Where(message => id == null || message.Id == id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(message => message.NextAttemptAt, now).SetProperty(message => message.Attempts, 0),
                cancellationToken
            );
    }
}
