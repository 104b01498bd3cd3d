// Generated from backend.yaml: what is done when an event arrives. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>star closed, once for each NoteClosed.</summary>
internal sealed class StarClosedSubscription : EventSubscription<NoteClosed>
{
    public override string Name => "star-closed";

    public override string Type => "sample-service.note-closed.v1";

    protected override async Task<IResult?> DoAsync(NoteClosed told, Work work, CancellationToken cancellationToken)
    {
        var db = work.Db;
        var known1 = told.NoteId;
        var ids = await db.SampleNotes
            .Where(found => ((found.Id == known1) && (found.Stars == null)))
            .OrderBy(found => found.Id)
            .Select(found => found.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            if (await work.HoldAsync<SampleNote>(id, cancellationToken) is not { } row)
                continue;
            // It may have changed since.
            if (!((row.Id == told.NoteId) && (row.Stars == null)))
                continue;
            row.Stars = 1;
            await db.SaveChangesAsync(cancellationToken);
        }

        return null;
    }
}
