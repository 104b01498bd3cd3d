using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.Sqlite;

/// <summary>Rows in an SQLite file: always in development, and in production where the blueprint says so.</summary>
internal sealed class SqliteCapability : ICapability
{
    private const string Id = "sqlite";

    public CapabilityInfo Info { get; } =
        new(Id, "SQLite", "Rows in an SQLite file, with numbered migrations.") { Words = ["sqlite", "sqlite3"], Exclusive = "database" };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    // Extended codes: 2067 unique, 1555 primary key, 787 foreign key, 1811 trigger of a reference; 19 is any constraint.
    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(
            new DatabaseProvider(Id, "SQLite")
            {
                Package = DeliveredPackages.Of("Microsoft.EntityFrameworkCore.Sqlite"),
                Namespaces = ["Microsoft.Data.Sqlite"],
                Recognises =
                    "connection.Contains(\"Data Source=\", StringComparison.OrdinalIgnoreCase)"
                    + "\n    || connection.Contains(\"Filename=\", StringComparison.OrdinalIgnoreCase)",
                Use = "options.UseSqlite(connection)",
                Example = "Data Source=/data/app.db",
                Duplicate = "SqliteException { SqliteExtendedErrorCode: 2067 or 1555 }",
                Reference = "SqliteException { SqliteExtendedErrorCode: 787 or 1811 }",
                Check = "SqliteException { SqliteErrorCode: 19 }",
                OutOfRange = "SqliteException { SqliteErrorCode: 20 }",
                Busy = "SqliteException { SqliteErrorCode: 5 or 6 }",
                // 10 the disk fails, 13 it is full, 14 the file can't be opened.
                Away = "SqliteException { SqliteErrorCode: 10 or 13 or 14 }",
                Search = new SqliteDialect().Search,
                Words = """words => string.Join(' ', words.Select(static word => $"\"{word}\"*"))""",
                Conventions = ["configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();"],
            }
        );
        delivery.Add(new MigrationEmitter(new SqliteDialect()));
    }
}
