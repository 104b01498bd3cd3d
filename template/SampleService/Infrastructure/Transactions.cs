using System.Data;
using Microsoft.EntityFrameworkCore;

// The randomness spreads tries in time; nothing is kept secret by it.
#pragma warning disable CA5394

namespace SampleService.Infrastructure;

/// <summary>One request, one transaction: all that an operation does is stored, or nothing.</summary>
internal static class Transactions
{
    /// <summary>Runs an endpoint in a transaction, which is undone when it answers a problem.</summary>
    public static RouteHandlerBuilder InTransaction(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            static async (context, next) =>
                await context
                    .HttpContext.RequestServices.GetRequiredService<AppDb>()
                    .InTransactionAsync(async () => await next(context), IsKept, context.HttpContext.RequestAborted)
        );

    /// <summary>How often a transaction is tried that others are in the way of.</summary>
    public const int Attempts = 8;

    /// <summary>Runs something in a transaction, again when the database asks for it; what it answers says whether it is kept.</summary>
    public static async Task<T> InTransactionAsync<T>(
        this AppDb db,
        Func<Task<T>> work,
        Func<T, bool> isKept,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(db, work, isKept, cancellationToken);
            }
            catch (Exception problem) when (attempt < Attempts && IsPassing(problem))
            {
                await PauseAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>Waits before the next attempt: longer and longer, and not all at once again.</summary>
    public static Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(Random.Shared.Next(5, Math.Min(20 << attempt, 1000)), cancellationToken);

    /// <summary>Whether others were in the way of what failed.</summary>
    public static bool IsBusy(Exception? problem) => problem is not null && (Databases.IsBusy(problem) || IsBusy(problem.InnerException));

    // Two requests waited for each other, or one changed what the other had read: the next time it may go through.
    private static bool IsPassing(Exception? problem) =>
        problem is not null && (problem is DbUpdateConcurrencyException || Databases.IsBusy(problem) || IsPassing(problem.InnerException));

    private static Task<T> OnceAsync<T>(AppDb db, Func<Task<T>> work, Func<T, bool> isKept, CancellationToken cancellationToken) =>
        db
            .Database.CreateExecutionStrategy()
            .ExecuteAsync(
                async stopped =>
                {
                    db.ChangeTracker.Clear();
                    // Each statement sees what others have stored by then: what is read after a lock is up to date on every database.
                    await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, stopped);
                    var result = await work();
                    if (isKept(result))
                        await transaction.CommitAsync(stopped);
                    return result;
                },
                cancellationToken
            );

    /// <summary>Whether what was done is kept: an answer that is no problem.</summary>
    public static bool IsKept(object? result) => result is not IStatusCodeHttpResult { StatusCode: >= 400 };
}
