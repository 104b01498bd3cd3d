using System.Data;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>One request, one transaction: all that an operation does is stored, or nothing.</summary>
internal static class Transactions
{
    /// <summary>
    /// Runs an endpoint in a transaction, which is undone when it answers a problem. Events are announced once all is stored.
    /// </summary>
    public static RouteHandlerBuilder InTransaction(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            static async (context, next) =>
            {
                var events = context.HttpContext.RequestServices.GetRequiredService<DomainEvents>();
                var stopped = context.HttpContext.RequestAborted;
                var result = await context
                    .HttpContext.RequestServices.GetRequiredService<AppDb>()
                    .InTransactionAsync(
                        async () =>
                        {
                            events.Forget();
                            return await next(context);
                        },
                        IsKept,
                        stopped
                    );
                if (IsKept(result))
                    await events.AnnounceAsync(stopped);
                return result;
            }
        );

    /// <summary>Runs something in a transaction, again when the database asks for it; what it answers says whether it is kept.</summary>
    public static Task<T> InTransactionAsync<T>(
        this AppDb db,
        Func<Task<T>> work,
        Func<T, bool> isKept,
        CancellationToken cancellationToken
    ) =>
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

    private static bool IsKept(object? result) => result is not IStatusCodeHttpResult { StatusCode: >= 400 };
}
