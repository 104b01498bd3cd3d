// Yours: no longer touched once you have changed it. Take the slashes from the hooks that you need; the others cost nothing.

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What happens before sample notes change, in the transaction of the request.</summary>
internal sealed class SampleNoteHooks : Hooks<SampleNote>
{
    // Before a new row is stored. A refusal undoes what happened in the request; null goes on.
    //     public override async Task<Refusal?> CreatingAsync(SampleNote row, Work work, CancellationToken cancellationToken) =>
    //         await work.Db.SampleNotes.CountAsync(cancellationToken) < 1_000_000 ? null : new Refusal(409, "There is no room.", "full");

    // Before a changed row is stored.
    //     public override Task<Refusal?> UpdatingAsync(SampleNote row, Work work, CancellationToken cancellationToken) =>
    //         base.UpdatingAsync(row, work, cancellationToken);

    // Before a row is deleted.
    //     public override Task<Refusal?> DeletingAsync(SampleNote row, Work work, CancellationToken cancellationToken) =>
    //         base.DeletingAsync(row, work, cancellationToken);
}
