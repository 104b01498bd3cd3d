using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>
/// Hands messages that are due to the handlers of their kinds. Any number of instances do so at once: a message belongs to whoever could
/// count its attempt up, until the time that it stands under ends.
/// </summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, ILogger<OutboxDispatcher> logger)
{
    /// <summary>Tries after which a message is dead: about a day.</summary>
    public const int MaxAttempts = 14;

    private const int Batch = 50;
    private const int MaxError = 1000;
    private static readonly TimeSpan s_handling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(6);

    /// <summary>Time between a failed try and the next.</summary>
    public static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, attempts - 1), s_longest.TotalSeconds));

    /// <summary>Tries every message that is due now, of all kinds at once; how many were delivered.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="isWanted">Says which kinds; all when null.</param>
    public async Task<int> DeliverDueAsync(CancellationToken cancellationToken, Func<string, bool>? isWanted = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var kinds = scope
            .ServiceProvider.GetServices<IOutboxHandler>()
            .Where(handler => handler.Missing is null && isWanted?.Invoke(handler.Kind) != false);
        var delivered = await Task.WhenAll(kinds.Select(handler => DeliverAsync(handler.Kind, cancellationToken)));
        return delivered.Sum();
    }

    /// <summary>Forgets what was delivered a week ago, and what handlers keep about it; how many messages.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var before = db.Now - s_kept;
        var forgotten = await db.Set<OutboxMessage>().Where(message => message.DeliveredAt < before).ExecuteDeleteAsync(cancellationToken);
        foreach (var handler in scope.ServiceProvider.GetServices<IOutboxHandler>())
            await handler.ForgetAsync(db, cancellationToken);
        return forgotten;
    }

    private async Task<int> DeliverAsync(string kind, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var handler = scope.ServiceProvider.GetServices<IOutboxHandler>().First(found => found.Kind == kind);
        var delivered = 0;
        HashSet<Guid> tried = [];
        while (true)
        {
            var due = (await DueAsync(db, kind, cancellationToken)).FindAll(message => tried.Add(message.Id));
            if (due.Count == 0)
                return delivered;
            // What fails, or is in the hands of another instance, is waited for by those after it that have its key.
            HashSet<string> waiting = [];
            foreach (var message in due)
            {
                if (message.Key is not null && waiting.Contains(message.Key))
                    continue;
                if (await ClaimAsync(db, message, cancellationToken) && await TryAsync(db, handler, message, cancellationToken))
                    delivered++;
                else if (message.Key is not null)
                    waiting.Add(message.Key);
            }
        }
    }

    // In their order. A message waits for those before it that have its key and are not due, unless they are dead.
    private static Task<List<OutboxMessage>> DueAsync(AppDb db, string kind, CancellationToken cancellationToken)
    {
        var now = db.Now;
        var all = db.Set<OutboxMessage>();
        return all.AsNoTracking()
            .Where(message => message.Kind == kind && message.NextAttemptAt <= now)
            .Where(message =>
                message.Key == null
                || !all.Any(other =>
                    other.Kind == kind && other.Key == message.Key && other.NextAttemptAt > now && other.OccurredAt < message.OccurredAt
                )
            )
            .OrderBy(message => message.OccurredAt)
            .Take(Batch)
            .ToListAsync(cancellationToken);
    }

    private static async Task<bool> ClaimAsync(AppDb db, OutboxMessage message, CancellationToken cancellationToken)
    {
        var until = db.Now + s_claim;
        var attempts = ++message.Attempts;
        return await db.Set<OutboxMessage>()
                .Where(found => found.Id == message.Id && found.Attempts == attempts - 1 && found.NextAttemptAt != null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(found => found.Attempts, attempts).SetProperty(found => found.NextAttemptAt, until),
                    cancellationToken
                ) == 1;
    }

    private async Task<bool> TryAsync(AppDb db, IOutboxHandler handler, OutboxMessage message, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(s_handling);
        try
        {
            await handler.HandleAsync(message, limited.Token);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            var isDead = problem is OutboxRejectedException || message.Attempts >= MaxAttempts;
            logger.Log(
                isDead ? LogLevel.Error : LogLevel.Warning,
                problem,
                "{Kind} {Message} failed at attempt {Attempt}{Dead}",
                message.Kind,
                message.Id,
                message.Attempts,
                isDead ? " and is dead" : ""
            );
            var error = $"{problem.GetType().Name}: {problem.Message}";
            DateTimeOffset? next = isDead ? null : db.Now + Pause(message.Attempts);
            await RecordAsync(db, message, next, null, error.Length > MaxError ? error[..MaxError] : error);
            return false;
        }

        await RecordAsync(db, message, null, db.Now, null);
        return true;
    }

    // Only whoever it still belongs to; noted also when the service is just ending, lest it be delivered twice.
    private static Task<int> RecordAsync(AppDb db, OutboxMessage message, DateTimeOffset? next, DateTimeOffset? delivered, string? error) =>
        db.Set<OutboxMessage>()
            .Where(found => found.Id == message.Id && found.Attempts == message.Attempts)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(found => found.NextAttemptAt, next)
                        .SetProperty(found => found.DeliveredAt, delivered)
                        .SetProperty(found => found.LastError, error),
                CancellationToken.None
            );
}
