namespace SampleService.Infrastructure;

/// <summary>
/// Stores events that arrive for each subscription to them, in the outbox: there they are tried again, later and later, in order by key,
/// until they are done or dead, whatever way they came. What is stored twice is done once.
/// </summary>
public sealed class EventReceiver(IServiceScopeFactory scopes, IEnumerable<EventSubscription> subscriptions)
{
    /// <summary>The types of events that are waited for.</summary>
    public IReadOnlyList<string> Types { get; } = [.. subscriptions.Select(static taken => taken.Type).Distinct().Order()];

    /// <summary>Stores an event; returned from once it is stored.</summary>
    public async Task TakeAsync(EventEnvelope told, CancellationToken cancellationToken)
    {
        var waiting = subscriptions.Where(taken => taken.Type == told.Type).ToList();
        if (waiting.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // In the order in which they happened, also where they arrive in another.
        foreach (var taken in waiting)
            db.Post(SubscriptionHandler.KindOf(taken), told.Key, told).OccurredAt = told.Time;
        await db.SaveChangesAsync(cancellationToken);
    }
}
