namespace SampleService.Infrastructure;

/// <summary>A page of a list.</summary>
public sealed record Page<TItem>
{
    /// <summary>The rows in their order.</summary>
    public required IReadOnlyList<TItem> Items { get; init; }

    /// <summary>Cursor of the next page; null on the last.</summary>
    public required string? NextCursor { get; init; }
}
