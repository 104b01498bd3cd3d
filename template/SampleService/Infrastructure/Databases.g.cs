// Generated from backend.yaml: databases. Change the blueprint, not this file.
#nullable enable

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>The databases that the service can run on, and what they mean when they refuse something.</summary>
internal static class Databases
{
    /// <summary>A connection string as production needs it.</summary>
    public const string Example = "Host=db;Database=app;Username=app;Password=\u2026";

    /// <summary>How exact they keep instants, in ticks.</summary>
    public const long Tick = TimeSpan.TicksPerMicrosecond;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DatabaseKind> All { get; } =
    [
        new("sqlite", "Microsoft.EntityFrameworkCore.Sqlite")
        {
            Recognises = connection => connection.Contains("Data Source=", StringComparison.OrdinalIgnoreCase)
                || connection.Contains("Filename=", StringComparison.OrdinalIgnoreCase),
            Use = (options, connection) => options.UseSqlite(connection),
            Words = words => string.Join(' ', words.Select(static word => $"\"{word}\"*")),
        },
        new("postgresql", "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            Recognises = connection => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase),
            Use = (options, connection) => options.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(3)),
            Words = words => string.Join(" & ", words.Select(static word => $"'{word}':*")),
            Position = "select pg_current_wal_lsn()::text",
            Reached = "select pg_last_wal_replay_lsn() >= @position::pg_lsn",
            TryLock = "select pg_try_advisory_lock(27691548318657124)",
            Unlock = "select pg_advisory_unlock(27691548318657124)",
        },
    ];

    /// <summary>Whether a database refused a duplicate.</summary>
    public static bool IsDuplicate(Exception inner) =>
        inner is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 }
            or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Whether a reference leads nowhere, or would.</summary>
    public static bool IsReference(Exception inner) =>
        inner is SqliteException { SqliteExtendedErrorCode: 787 or 1811 }
            or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    /// <summary>Whether a condition does not hold.</summary>
    public static bool IsCheck(Exception inner) =>
        inner is SqliteException { SqliteErrorCode: 19 }
            or PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation };

    /// <summary>Whether a number has no room in its column.</summary>
    public static bool IsOutOfRange(Exception inner) =>
        inner is SqliteException { SqliteErrorCode: 20 }
            or PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange };

    /// <summary>Whether a transaction is worth another try: others were in its way.</summary>
    public static bool IsBusy(Exception inner) =>
        inner is SqliteException { SqliteErrorCode: 5 or 6 }
            or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Whether it is away or has no room: nothing is wrong with what was asked of it.</summary>
    public static bool IsAway(Exception inner) =>
        inner is SqliteException { SqliteErrorCode: 10 or 13 or 14 }
            or PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.TooManyConnections
                or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow }
            or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException };

    /// <summary>How types are stored by a provider of EF Core.</summary>
    public static void ApplyConventions(string? provider, ModelConfigurationBuilder configurationBuilder)
    {
        if (provider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        }
    }

    /// <summary>Types of columns where a provider of EF Core would choose others.</summary>
    public static void ApplyTypes(string? provider, ModelBuilder modelBuilder)
    {
    }
}
