using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What code written by hand works with: the database, who calls, the clock and every service, for one request or job.</summary>
/// <param name="db">The database; all of one request happens in one transaction.</param>
/// <param name="caller">Who calls.</param>
/// <param name="services">The services of the request.</param>
public sealed class Work(AppDb db, Caller caller, IServiceProvider services)
{
    /// <summary>The database.</summary>
    public AppDb Db => db;

    /// <summary>Who calls; nobody in particular in a job.</summary>
    public Caller Caller => caller;

    /// <summary>The present time, in UTC.</summary>
    public DateTimeOffset Now => services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>A service that is registered in Program.cs.</summary>
    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>
    /// Holds a row until the end of the transaction, so that whoever counts or changes what belongs to it comes one after the other. Lock
    /// before you read what you decide by. False when there is no such row.
    /// </summary>
    public async Task<bool> LockAsync<TRow>(Guid id, CancellationToken cancellationToken)
        where TRow : Row =>
        await db.Set<TRow>()
            .Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version), cancellationToken) > 0;
}
