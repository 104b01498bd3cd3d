using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>A read of which copies are kept.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Path">Its path.</param>
/// <param name="Role">A role that sees all rows; null for nobody in particular.</param>
public sealed record ReadSample(string Operation, string Path, string? Role)
{
    /// <summary>A role that sees its own rows only; null where there is none.</summary>
    public string? OwnRole { get; init; }

    /// <summary>Whether nobody needs to log in.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Stores a row, for an owner where rows have one.</summary>
    public required Func<AppDb, Guid, Task<Row>> RowAsync { get; init; }

    /// <summary>What the path has for a row.</summary>
    public required Func<Row, string> Key { get; init; }

    /// <summary>Changes a row by one statement.</summary>
    public required Func<AppDb, Guid, DateTimeOffset, Task<int>> TouchAsync { get; init; }

    /// <summary>Where a row is read.</summary>
    public string Of(Row row) =>
        Path.Contains('{', StringComparison.Ordinal) ? Path[..Path.IndexOf('{', StringComparison.Ordinal)] + Key(row) : Path;

    /// <inheritdoc />
    public override string ToString() => Operation;
}
