using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// Tells subscribers of this instance what happens. It reads what has left the outbox, whichever instance handed it over, so all instances
/// hear all events, and nothing else has to carry them. Safe on any thread.
/// </summary>
internal sealed class GraphFeed : IDisposable
{
    private const int Batch = 100;

    // A line can be seen after one that was noted later, and the clocks of instances differ a little.
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(10);

    private readonly IServiceScopeFactory _scopes;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ConcurrentDictionary<GraphSubscriber, bool> _subscribers = [];
    private readonly Dictionary<Guid, DateTimeOffset> _seen = [];
    private readonly SemaphoreSlim _reading = new(1);
    private DateTimeOffset _latest;

    public GraphFeed(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
    {
        (_scopes, _lifetime) = (scopes, lifetime);
        // A server waits for its requests before it ends, and these would not.
        lifetime.ApplicationStopping.Register(() => Close(GraphEnd.Closing));
    }

    /// <summary>How many subscribe.</summary>
    public int Count => _subscribers.Count;

    /// <summary>Lets somebody subscribe; the reason why not, where that can't be. What leaves the outbox from now on is heard.</summary>
    public async Task<GraphEnd?> AddAsync(GraphSubscriber subscriber, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_subscribers.Count >= GraphTables.MaxSubscriptions)
                return GraphEnd.Full;
            if (_subscribers.Keys.Count(other => other.Who == subscriber.Who) >= GraphTables.MaxSubscriptionsPerCaller)
                return GraphEnd.TooMany;
            if (_subscribers.IsEmpty)
                await BeginAsync(cancellationToken);
            _subscribers[subscriber] = true;
            if (_lifetime.ApplicationStopping.IsCancellationRequested)
                subscriber.Close(GraphEnd.Closing);
            return null;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Tells somebody nothing more.</summary>
    public void Remove(GraphSubscriber subscriber) => _subscribers.TryRemove(subscriber, out _);

    /// <summary>Ends all subscriptions, each after what is in its queue.</summary>
    public void Close(GraphEnd end)
    {
        foreach (var subscriber in _subscribers.Keys)
            subscriber.Close(end);
    }

    /// <summary>Tells what has left the outbox since the last time; asks for nothing while nobody subscribes.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_subscribers.IsEmpty)
            return;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var some in (await NewAsync(db, cancellationToken)).Chunk(Batch))
            {
                var ids = some.Select(static one => one.Id).ToList();
                var messages = await db.Set<OutboxMessage>()
                    .AsNoTracking()
                    .Where(message => ids.Contains(message.Id))
                    .OrderBy(message => message.OccurredAt)
                    .ToListAsync(cancellationToken);
                messages.ForEach(Tell);
                Remember(some);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Tells an event to whoever waits for it.</summary>
    public void Tell(EventEnvelope told)
    {
        foreach (var subscriber in _subscribers.Keys)
            subscriber.Tell(told);
    }

    public void Dispose() => _reading.Dispose();

    private void Tell(OutboxMessage message)
    {
        try
        {
            Tell(message.Read<EventEnvelope>() with { Id = message.Id });
        }
        catch (OutboxRejectedException)
        {
            // Whoever handed it over has said so.
        }
    }

    // What has left the outbox until now is old.
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        _seen.Clear();
        _latest = db.Now;
        Remember(await NewAsync(db, cancellationToken));
    }

    // What was not seen before, in the order in which it happened. Events with one key leave in that order, each after the one before.
    private async Task<List<Left>> NewAsync(AppDb db, CancellationToken cancellationToken)
    {
        var since = _latest - s_overlap;
        var found = await db.Set<OutboxMessage>()
            .AsNoTracking()
            .Where(message => message.DeliveredAt > since && message.Kind == EventOutbox.Name)
            .OrderBy(message => message.OccurredAt)
            .Select(message => new { message.Id, message.DeliveredAt })
            .ToListAsync(cancellationToken);
        return [.. found.Where(one => !_seen.ContainsKey(one.Id)).Select(static one => new Left(one.Id, one.DeliveredAt!.Value))];
    }

    private void Remember(IEnumerable<Left> told)
    {
        foreach (var (id, at) in told)
        {
            _seen[id] = at;
            _latest = at > _latest ? at : _latest;
        }

        foreach (var (id, _) in _seen.Where(one => one.Value <= _latest - s_overlap).ToList())
            _seen.Remove(id);
    }

    private readonly record struct Left(Guid Id, DateTimeOffset At);
}
