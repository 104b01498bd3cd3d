// Yours: created once and never touched again. Fill in the hooks that you need; a hook without a body costs nothing.

namespace SampleService.Features;

internal static partial class SampleNoteEndpoints
{
    // static partial void OnCreating(… row, Caller caller) { } runs before a new row is stored;
    // OnUpdating and OnDeleting likewise. An exception refuses the request.
}
