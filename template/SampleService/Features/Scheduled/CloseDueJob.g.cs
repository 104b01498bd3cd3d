// Generated from backend.yaml: what is done by the clock. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>close due: every night.</summary>
internal sealed class CloseDueJob : ScheduledJob
{
    public override string Name => "close-due";

    public override string Schedule => "0 2 * * *";

    public override async Task<List<Guid>> DueAsync(Work work, int most, CancellationToken cancellationToken)
    {
        var db = work.Db;
        var now = work.Now;
        var known1 = DateOnly.FromDateTime(now.UtcDateTime);
        return await db.SampleNotes
            .Where(found => ((found.Due < known1) && (found.State == NoteState.Open)))
            .OrderBy(found => found.Id)
            .Select(found => found.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
    }

    public override async Task<IResult?> DoAsync(Guid id, Work work, CancellationToken cancellationToken)
    {
        var db = work.Db;
        var now = work.Now;
        if (await work.HoldAsync<SampleNote>(id, cancellationToken) is not { } row)
            return null;
        // It may have changed since.
        if (!((row.Due < DateOnly.FromDateTime(now.UtcDateTime)) && (row.State == NoteState.Open)))
            return null;
        List<Func<Task>> toTell = [];
        toTell.Add(() => Notify.DueMailAsync(row, work, cancellationToken));
        row.State = NoteState.Done;
        toTell.Add(() => Publish.NoteClosedAsync(row, work, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var tell in toTell)
            await tell();
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
