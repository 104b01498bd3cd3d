using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>Rows in PostgreSQL, with numbered migrations.</summary>
internal sealed class PostgreSqlCapability : ICapability
{
    private const string Id = "postgresql";

    public CapabilityInfo Info { get; } =
        new(Id, "PostgreSQL", "Rows in PostgreSQL, with numbered migrations.")
        {
            Words = ["postgresql", "postgres", "postgre"],
            Exclusive = "database",
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Database == Id;

    public void Plan(PlanBuilder plan) =>
        plan.Add(
            new Resource("database", ResourceKind.Database, "PostgreSQL 15")
            {
                Connection = new Connection(DatabaseProvider.Setting, "Host=database;Database=app;Username=app;Password={password}"),
                Container = new Container("postgres:15", 5432)
                {
                    Environment = new Dictionary<string, string> { ["POSTGRES_DB"] = "app", ["POSTGRES_USER"] = "app" },
                    SecretFiles = new Dictionary<string, string> { ["POSTGRES_PASSWORD_FILE"] = "database-password" },
                    HealthCheck = ["pg_isready", "--username=app", "--dbname=app"],
                    DataFolder = "/var/lib/postgresql/data",
                    UserId = 999,
                    Trial = new TrialRun("TEST_DATABASE", "Host={host};Username=postgres;Database={name}")
                    {
                        Environment = new Dictionary<string, string> { ["POSTGRES_DB"] = "app", ["POSTGRES_HOST_AUTH_METHOD"] = "trust" },
                        Database = "app",
                        HealthCheck = ["pg_isready", "--username=postgres", "--dbname=app"],
                    },
                },
            }
        );

    // SQLSTATE codes: 23505 unique_violation, 23503 foreign_key_violation, 23001 restrict_violation, 23514 check_violation, 23502
    // not_null_violation.
    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(
            new DatabaseProvider(Id, "PostgreSQL")
            {
                Package = DeliveredPackages.Of("Npgsql.EntityFrameworkCore.PostgreSQL"),
                Namespaces = ["Npgsql"],
                Recognises = "connection.Contains(\"Host=\", StringComparison.OrdinalIgnoreCase)",
                Use = "options.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(3))",
                Example = "Host=db;Database=app;Username=app;Password=…",
                Duplicate = "PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }",
                Reference =
                    "PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation }",
                Check = "PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation }",
                OutOfRange = "PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange }",
                Busy = "PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }",
                Away =
                    "PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.TooManyConnections"
                    + "\n        or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown"
                    + "\n        or PostgresErrorCodes.CannotConnectNow }"
                    + "\n    or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException }",
                Search = new PostgreSqlDialect().Search,
                Words = $$"""words => string.Join(" & ", words.Select(static word => $"{{new PostgreSqlDialect().Words("{word}")}}"))""",
                Position = "select pg_current_wal_lsn()::text",
                Reached = "select pg_last_wal_replay_lsn() >= @position::pg_lsn",
                TryLock = "select pg_try_advisory_lock(27691548318657124)",
                Unlock = "select pg_advisory_unlock(27691548318657124)",
                ColumnTypes = new Dictionary<FieldType, string> { [FieldType.Json] = "jsonb" },
            }
        );
        delivery.Add(new MigrationEmitter(new PostgreSqlDialect()));
    }
}
