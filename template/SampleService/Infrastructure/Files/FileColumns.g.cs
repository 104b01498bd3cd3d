// Generated from backend.yaml: which rows name files. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>Where rows name files.</summary>
internal static class FileColumns
{
    /// <summary>All columns.</summary>
    public static IReadOnlyList<FileColumn> All { get; } =
    [
        FileColumn.Of<SampleNote>(row => row.Picture),
    ];
}
