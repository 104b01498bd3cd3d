using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace SampleService.Infrastructure;

/// <summary>Announces what becomes of rows, in the transaction that changes them, whoever stores them.</summary>
internal abstract class RowAnnouncer : SaveChangesInterceptor
{
    public sealed override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var options = eventData.Context?.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
        if (eventData.Context is AppDb db && options?.ApplicationServiceProvider is { } services)
        {
            var work = new Work(db, Caller.Nobody, services);
            foreach (var entry in db.ChangeTracker.Entries<Row>().ToList())
                await TellAsync(entry.Entity, entry.State, work, cancellationToken);
        }

        return await base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    /// <summary>Tells of one row, as it is about to be stored.</summary>
    protected abstract Task TellAsync(Row row, EntityState state, Work work, CancellationToken cancellationToken);
}
