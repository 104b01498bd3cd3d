using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>Announces events: from the work of a request into the outbox, and from there to whoever carries them.</summary>
public static class EventPublisher
{
    /// <summary>Adds an event to what is stored next.</summary>
    /// <param name="work">The work that it tells of.</param>
    /// <param name="type">What kind of event.</param>
    /// <param name="subject">The row that it tells of.</param>
    /// <param name="key">What it is ordered by.</param>
    /// <param name="data">What it tells.</param>
    public static void Publish<T>(this Work work, string type, Guid subject, string key, T data) =>
        work.Db.Post(EventOutbox.Name, key, Envelope(work.Db.NextMessageAt(), type, subject, key, data));

    /// <summary>
    /// The same for what becomes of a row in a transaction: told once, as it is in the end, however often the row is stored meanwhile.
    /// </summary>
    public static void PublishLatest<T>(this Work work, string type, Guid subject, string key, T data)
    {
        var known = work
            .Db.ChangeTracker.Entries<OutboxMessage>()
            .Select(static entry => entry.Entity)
            .FirstOrDefault(message =>
                message.Kind == EventOutbox.Name
                && message.Read<EventEnvelope>() is var told
                && told.Type == type
                && told.Subject == subject.ToString()
            );
        if (known is null)
            work.Publish(type, subject, key, data);
        else
            known.Payload = JsonSerializer.Serialize(Envelope(known.OccurredAt, type, subject, key, data), JsonSerializerOptions.Web);
    }

    private static EventEnvelope Envelope<T>(DateTimeOffset at, string type, Guid subject, string key, T data) =>
        new()
        {
            Id = Guid.Empty,
            Source = "/" + ServiceInfo.Name,
            Type = type,
            Time = at,
            Subject = subject.ToString(),
            Key = key,
            Data = JsonSerializer.SerializeToElement(data, EventEnvelope.Json),
        };
}
