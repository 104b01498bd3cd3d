using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What code written by hand works with: the database, who calls, the clock and every service, for one request or job.</summary>
/// <param name="db">The database; all of one request happens in one transaction.</param>
/// <param name="caller">Who calls.</param>
/// <param name="services">The services of the request.</param>
/// <param name="scope">Which rows the caller may reach.</param>
public sealed class Work(AppDb db, Caller caller, IServiceProvider services, Scope scope = Scope.Any)
{
    /// <summary>What a statement is called that holds rows and changes none.</summary>
    public const string Lock = "lock";

    /// <summary>The work of a request, for endpoints that take it as a parameter.</summary>
    public static ValueTask<Work?> BindAsync(HttpContext http)
    {
        var caller = Caller.Of(http);
        var scope = http.GetEndpoint()?.Metadata.GetMetadata<AccessTable>()?.For(caller) ?? Scope.None;
        var services = http.RequestServices;
        return ValueTask.FromResult<Work?>(new Work(services.GetRequiredService<AppDb>(), caller, services, scope));
    }

    /// <summary>Work that nobody calls for: a job's, or what comes from the outbox.</summary>
    /// <param name="services">The services of a scope of its own.</param>
    public static Work OfNobody(IServiceProvider services) => new(services.GetRequiredService<AppDb>(), Caller.Nobody, services);

    /// <summary>The database.</summary>
    public AppDb Db => db;

    /// <summary>Who calls; nobody in particular in a job.</summary>
    public Caller Caller => caller;

    /// <summary>Which rows the caller may reach by the endpoint that is called; all in a job.</summary>
    public Scope Scope => scope;

    /// <summary>The present time, in UTC and as exact as databases keep it.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            return now.AddTicks(-(now.Ticks % Databases.Tick));
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

    /// <summary>The rows that the caller may reach.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="ownedBy">Those of them that belong to an account.</param>
    public IQueryable<TRow> Reach<TRow>(IQueryable<TRow> rows, Func<IQueryable<TRow>, Guid, IQueryable<TRow>> ownedBy) =>
        scope == Scope.Any ? rows : ownedBy(rows, caller.Id);

    /// <summary>The row that a request names; none when it is not there, or not the caller's where it must be.</summary>
    public async Task<Found<TRow>> FindAsync<TRow>(
        IQueryable<TRow> named,
        Func<IQueryable<TRow>, Guid, IQueryable<TRow>> ownedBy,
        CancellationToken cancellationToken
    )
        where TRow : Row =>
        await named.FirstOrDefaultAsync(cancellationToken) is not { } row ? new(null, Problems.NotFound())
        : scope != Scope.Any && !await ownedBy(named, caller.Id).AnyAsync(cancellationToken) ? new(null, Problems.Forbidden())
        : new(row, Problems.NotFound());

    /// <summary>The same where rows belong to nobody.</summary>
    public static async Task<Found<TRow>> FindAsync<TRow>(IQueryable<TRow> named, CancellationToken cancellationToken)
        where TRow : Row => new(await named.FirstOrDefaultAsync(cancellationToken), Problems.NotFound());
}
