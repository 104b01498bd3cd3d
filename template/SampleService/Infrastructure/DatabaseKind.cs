using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>A database that the service can run on.</summary>
/// <param name="Id">Its migrations lie in the folder of that name.</param>
/// <param name="Provider">Name of EF Core's provider.</param>
internal sealed record DatabaseKind(string Id, string Provider)
{
    /// <summary>Whether a connection string is one of this database.</summary>
    public required Func<string, bool> Recognises { get; init; }

    /// <summary>Makes a context use the database at a connection string.</summary>
    public required Action<DbContextOptionsBuilder, string> Use { get; init; }

    /// <summary>Spells words, of letters and digits in lower case, as this database searches for them.</summary>
    public required Func<IReadOnlyList<string>, string> Words { get; init; }

    /// <summary>Brings the database up to date, where that is not done by migrations in SQL.</summary>
    public Func<AppDb, ILogger, CancellationToken, Task>? Prepare { get; init; }

    /// <summary>SQL that asks where the database is in what replicas follow, as text; null when it has none.</summary>
    public string? Position { get; init; }

    /// <summary>SQL that asks a replica whether it has come to @position.</summary>
    public string? Reached { get; init; }

    /// <summary>
    /// SQL that takes the lock under which migrations are applied, and answers whether it got it; null when none is needed.
    /// </summary>
    public string? TryLock { get; init; }

    /// <summary>SQL that gives the lock back.</summary>
    public string? Unlock { get; init; }
}
