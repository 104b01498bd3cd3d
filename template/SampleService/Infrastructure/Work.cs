using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What code written by hand works with: the database, who calls, the clock and every service, for one request or job.</summary>
/// <param name="db">The database; all of one request happens in one transaction.</param>
/// <param name="caller">Who calls.</param>
/// <param name="services">The services of the request.</param>
public sealed class Work(AppDb db, Caller caller, IServiceProvider services)
{
    /// <summary>What a statement is called that holds rows and changes none.</summary>
    public const string Lock = "lock";

    /// <summary>The database.</summary>
    public AppDb Db => db;

    /// <summary>Who calls; nobody in particular in a job.</summary>
    public Caller Caller => caller;

    /// <summary>The present time, in UTC and as exact as databases keep it.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>A service that is registered in Program.cs.</summary>
    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>
    /// Holds a row until the end of the transaction, so that whoever counts or changes what belongs to it comes one after the other. Lock
    /// before you read what you decide by. False when there is no such row.
    /// </summary>
    public Task<bool> LockAsync<TRow>(Guid id, CancellationToken cancellationToken)
        where TRow : Row => LockAsync<TRow>(row => row.Id == id, cancellationToken);

    /// <summary>The same for the rows in a condition.</summary>
    public async Task<bool> LockAsync<TRow>(Expression<Func<TRow, bool>> condition, CancellationToken cancellationToken)
        where TRow : Row =>
        await db.Set<TRow>()
            .Where(condition)
            .TagWith(Lock)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version), cancellationToken) > 0;

    /// <summary>
    /// Holds a row as <see cref="LockAsync{TRow}(Guid, CancellationToken)"/> does, and reads it as it is then; null when there is none.
    /// </summary>
    public async Task<TRow?> HoldAsync<TRow>(Guid? id, CancellationToken cancellationToken)
        where TRow : Row
    {
        if (id is not { } known)
            return null;
        await LockAsync<TRow>(known, cancellationToken);
        if (db.Set<TRow>().Local.FindEntry(known) is not { } read)
            return await db.Set<TRow>().FirstOrDefaultAsync(row => row.Id == known, cancellationToken);
        // It may have been read before it was held.
        if (read.State == EntityState.Unchanged)
            await read.ReloadAsync(cancellationToken);
        return read.Entity;
    }
}
