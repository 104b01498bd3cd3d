// Generated from backend.yaml: events. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Announces what becomes of rows, whoever stores them.</summary>
internal sealed class RowEvents : RowAnnouncer
{
    protected override async Task TellAsync(Row row, EntityState state, Work work, CancellationToken cancellationToken)
    {
        if (state == EntityState.Added && row is SampleNote noteWritten)
            await Publish.NoteWrittenAsync(noteWritten, work, cancellationToken);
    }
}
