// Generated from backend.yaml: events. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Announces what becomes of rows, whoever stores them.</summary>
internal sealed class RowEvents : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        var options = eventData.Context?.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
        if (eventData.Context is AppDb db && options?.ApplicationServiceProvider is { } services)
        {
            var work = new Work(db, new Caller(Guid.Empty, null), services);
            foreach (var entry in db.ChangeTracker.Entries<Row>().ToList())
                await TellAsync(entry.Entity, entry.State, work, cancellationToken);
        }

        return await base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    private static async Task TellAsync(Row row, EntityState state, Work work, CancellationToken cancellationToken)
    {
        if (state == EntityState.Added && row is SampleNote noteWritten)
            await Publish.NoteWrittenAsync(noteWritten, work, cancellationToken);
    }
}
