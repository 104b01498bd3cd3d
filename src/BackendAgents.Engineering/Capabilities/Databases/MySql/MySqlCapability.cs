using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.MySql;

/// <summary>Rows in MySQL or MariaDB, with numbered migrations.</summary>
internal sealed class MySqlCapability : ICapability
{
    private const string Id = "mysql";

    public CapabilityInfo Info { get; } =
        new(Id, "MySQL", "Rows in MySQL or MariaDB, with numbered migrations.")
        {
            Words = ["mysql", "mariadb"],
            Options = typeof(MySqlOptions),
            Exclusive = "database",
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Database == Id;

    public void Plan(PlanBuilder plan)
    {
        var isMariaDb = CapabilityOptions.Read<MySqlOptions>(plan.Blueprint.Capability(Id)).Server == MySqlServerKind.Mariadb;
        IReadOnlyList<string> health = isMariaDb
            ? ["healthcheck.sh", "--connect", "--innodb_initialized"]
            : ["mysqladmin", "ping", "-h", "127.0.0.1", "--silent"];
        var prefix = isMariaDb ? "MARIADB" : "MYSQL";
        plan.Add(
            new Resource("database", ResourceKind.Database, isMariaDb ? "MariaDB 10.11" : "MySQL 8.4")
            {
                Connection = new Connection(DatabaseProvider.Setting, "Server=database;Database=app;Uid=app;Pwd={password}"),
                Container = new Container(isMariaDb ? "mariadb:10.11" : "mysql:8.4", 3306)
                {
                    Environment = new Dictionary<string, string>
                    {
                        [prefix + "_DATABASE"] = "app",
                        [prefix + "_USER"] = "app",
                        [prefix + "_RANDOM_ROOT_PASSWORD"] = "yes",
                    },
                    SecretFiles = new Dictionary<string, string> { [prefix + "_PASSWORD_FILE"] = "database-password" },
                    HealthCheck = health,
                    DataFolder = "/var/lib/mysql",
                    UserId = 999,
                    Trial = new TrialRun("TEST_DATABASE", "Server={host};Uid=root;Database={name}")
                    {
                        Environment = new Dictionary<string, string>
                        {
                            [prefix + "_DATABASE"] = "app",
                            [isMariaDb ? "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD" : "MYSQL_ALLOW_EMPTY_PASSWORD"] = "yes",
                        },
                        Database = "app",
                        HealthCheck = health,
                    },
                },
            }
        );
    }

    // Errors: 1062 ER_DUP_ENTRY, 1586 with the key's name; 1451 and 1452 references; 3819 a check in MySQL, 4025 in MariaDB, 1048 null.
    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(
            new DatabaseProvider(Id, "MySQL or MariaDB")
            {
                Package = DeliveredPackages.Of("MySql.EntityFrameworkCore"),
                Namespaces = ["MySql.Data.MySqlClient"],
                Recognises = "connection.Contains(\"Server=\", StringComparison.OrdinalIgnoreCase)",
                Use = "options.UseMySQL(connection).AddInterceptors(new MySqlDeletions())",
                Example = "Server=db;Database=app;Uid=app;Pwd=…",
                Duplicate = "MySqlException { Number: 1062 or 1586 }",
                Reference = "MySqlException { Number: 1451 or 1452 }",
                Check = "MySqlException { Number: 3819 or 4025 or 1048 }",
                OutOfRange = "MySqlException { Number: 1264 or 1690 }",
                // 1205 a lock not had in time, 1213 a deadlock, 1020 a record changed since it was read.
                Busy = "MySqlException { Number: 1205 or 1213 or 1020 }",
                // 3, 1021 and 1114 no room, 1040 too many connections, 1042 no connection, 1053 it is ending.
                Away = "MySqlException { Number: 3 or 1021 or 1040 or 1042 or 1053 or 1114 }",
                // MariaDB and MySQL name them otherwise; each reads the comments that are meant for it. One that keeps no log knows none.
                Position = "select /*M! @@global.gtid_binlog_pos */ /*!80000 @@global.gtid_executed */",
                Reached =
                    "select @position <> '' and /*M! master_gtid_wait */ /*!80000 gtid_subset */ "
                    + "(@position, /*M! 0 */ /*!80000 @@global.gtid_executed */) = /*M! 0 */ /*!80000 1 */",
                Search = new MySqlDialect().Search,
                Words = $$"""words => string.Join(' ', words.Select(static word => $"{{new MySqlDialect().Words("{word}")}}"))""",
                TryLock = "select get_lock('schema_migrations', 0)",
                Unlock = "select release_lock('schema_migrations')",
                Conventions =
                [
                    "configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MySqlInstant>().HaveColumnType(\"datetime(6)\");",
                    "configurationBuilder.Properties<DateOnly>().HaveConversion<MySqlDate>().HaveColumnType(\"date\");",
                    "configurationBuilder.Properties<TimeOnly>().HaveConversion<MySqlTime>().HaveColumnType(\"time(6)\");",
                ],
                ColumnTypes = new Dictionary<FieldType, string> { [FieldType.Json] = "json" },
            }
        );

        // What MySQL's driver asks for in versions that are not everywhere to be had.
        delivery.Add(DeliveredPackages.Of("BouncyCastle.Cryptography"));
        delivery.Add(DeliveredPackages.Of("System.Security.Permissions"));
        delivery.Add(new MySqlValuesEmitter());
        delivery.Add(new MigrationEmitter(new MySqlDialect()));
    }
}
