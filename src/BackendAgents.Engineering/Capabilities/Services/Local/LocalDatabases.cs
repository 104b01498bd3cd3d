using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>Database servers of the start script: one for all services, in which each has a database and an account of its own.</summary>
internal static class LocalDatabases
{
    private const string Variable = "ConnectionStrings__Database";

    /// <summary>The server of a kind; null for SQLite, which needs none.</summary>
    public static LocalPart? Of(string kind, Resource? resource) =>
        kind switch
        {
            "postgresql" => new LocalPart(
                "database",
                "PostgreSQL",
                resource!.Container!.Port,
                Variable,
                "Host=127.0.0.1;Port=$port;Database=$1;Username=$1;Password=$(secret database-$1);Maximum Pool Size=20",
                PostgreSql
            )
            {
                Needs = "initdb",
            },
            "mysql" => new LocalPart(
                "database",
                "MariaDB",
                resource!.Container!.Port,
                Variable,
                "Server=127.0.0.1;Port=$port;Database=$1;Uid=$1;Pwd=$(secret database-$1);Maximum Pool Size=20",
                MariaDb
            )
            {
                Needs = "mariadbd",
            },
            _ => null,
        };

    private const string PostgreSql = """
        # Nobody gets in without a password, and a service into no other's database.
        database_start() {
          local data=$rows/database port
          port=$(port_of database)
          if [ ! -s "$data/PG_VERSION" ]; then
            own "$rows" postgres
            secret database-admin >"$rows/pw" && own "$rows/pw" postgres
            as_owner postgres initdb -D "$data" -U postgres -A scram-sha-256 --pwfile="$rows/pw" -E UTF8 --locale=C.UTF-8 \
              >"$state/logs/initdb.log"
            rm "$rows/pw"
          fi
          begin database postgres postgres -D "$data" -p "$port" -h 127.0.0.1 -c unix_socket_directories= \
            -c max_connections=300
          until_listening database "$port"
          for service in "${services[@]}"; do
            [ "$(database_sql <<<"select 1 from pg_database where datname = '$service'")" = 1 ] || database_sql <<SQL
        create role "$service" login password '$(secret "database-$service")';
        create database "$service" owner "$service" template template0;
        revoke all on database "$service" from public;
        SQL
          done
        }
        database_sql() {
          PGPASSWORD=$(secret database-admin) psql -h 127.0.0.1 -p "$(port_of database)" -U postgres -qtA -v ON_ERROR_STOP=1 --no-psqlrc
        }
        # An end that breaks connections; TERM would wait for them.
        database_stop() { as_owner postgres pg_ctl -D "$rows/database" -m fast -w stop >/dev/null; }
        """;

    private const string MariaDb = """
        # Nobody gets in without a password, and a service into no other's database. What stands in init.sql is done at each start.
        database_start() {
          local data=$rows/database
          if [ ! -d "$data/mysql" ]; then
            own "$rows" mysql
            as_owner mysql mariadb-install-db --no-defaults --datadir="$data" --auth-root-authentication-method=normal --skip-test-db \
              >"$state/logs/install.log"
          fi
          {
            echo "alter user root@localhost identified by '$(secret database-admin)';"
            for service in "${services[@]}"; do
              echo "create database if not exists \`$service\` character set utf8mb4;"
              echo "create user if not exists '$service'@'%' identified by '$(secret "database-$service")';"
              echo "grant all on \`$service\`.* to '$service'@'%';"
            done
          } >"$rows/init.sql"
          own "$rows/init.sql" mysql
          begin database mysql mariadbd --no-defaults --datadir="$data" --socket="$rows/socket" --bind-address=127.0.0.1 \
            --port="$(port_of database)" --max-connections=300 --init-file="$rows/init.sql"
          until_listening database "$(port_of database)"
        }
        """;
}
