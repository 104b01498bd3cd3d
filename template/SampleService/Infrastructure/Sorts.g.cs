// Generated from backend.yaml: orders. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>The orders in which callers can read lists.</summary>
internal static class Sorts
{
    public static RowSorts<SampleNote> ListSampleNotes { get; } = new RowSorts<SampleNote>("")
        .By("title", row => row.Title)
        .By("createdAt", row => row.CreatedAt);
}
