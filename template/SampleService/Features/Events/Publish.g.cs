// Generated from backend.yaml: events. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Announces events, in the transaction of what they tell of.</summary>
internal static class Publish
{
    /// <summary>Announces NoteClosed with the next that is stored.</summary>
    public static async Task NoteClosedAsync(SampleNote row, Work work, CancellationToken cancellationToken)
    {
        var rowAuthor = (await work.HoldAsync<SampleAccount>(row.AuthorId, cancellationToken))!;
        work.Publish(
            "sample-service.note-closed.v1",
            row.Id,
            FormattableString.Invariant($"{row.AuthorId}"),
            new NoteClosed(row.Id, row.Title, row.State, row.Stars, row.Due, rowAuthor.DisplayName));
    }

    /// <summary>Announces NoteWritten with the next that is stored.</summary>
    public static async Task NoteWrittenAsync(SampleNote row, Work work, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        work.PublishLatest(
            "sample-service.note-written.v1",
            row.Id,
            FormattableString.Invariant($"{row.Id}"),
            new NoteWritten(row.Id));
    }
}
