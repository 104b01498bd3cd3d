// Yours: created once and never touched again. Take the slashes from the hooks that you need; the others cost nothing.

using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class SampleNoteEndpoints
{
    // Before a new row is stored. An exception refuses the request, here and below.
    //     static partial void OnCreating(SampleNote row, Caller caller) { }

    // Before a changed row is stored.
    //     static partial void OnUpdating(SampleNote row, Caller caller) { }

    // Before a row is deleted.
    //     static partial void OnDeleting(SampleNote row, Caller caller) { }
}
