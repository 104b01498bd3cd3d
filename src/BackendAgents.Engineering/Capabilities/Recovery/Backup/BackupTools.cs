using BackendAgents.Engineering.Capabilities.Databases.MongoDb;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>What differs between databases when rows are taken out and brought back.</summary>
/// <param name="Packages">Packages of Debian that have the programs.</param>
/// <param name="Functions">
/// The functions of shell that the scripts call: dump, load, create, drop, tables and fingerprint, each over a database's name.
/// </param>
internal sealed record BackupTools(string Packages, string Functions)
{
    /// <summary>The image that they run in.</summary>
    public string Image { get; init; } = "debian:12-slim";

    /// <summary>The tools for a database; null when there are none.</summary>
    public static BackupTools? For(string database) =>
        database switch
        {
            "postgresql" => s_postgreSql,
            "mysql" => s_mySql,
            "sqlite" => s_sqlite,
            MongoDbCapability.Name => s_mongoDb,
            _ => null,
        };

    // Rights and owners are the target's own affair, so that a backup can go to another server. A sum of hashes needs no order and no
    // memory.
    private static readonly BackupTools s_postgreSql = new(
        "postgresql-client",
        """
        PGHOST="$(part Host Server)" PGPORT="$(part Port)" PGUSER="$(part Username 'User ID' Uid)" PGPASSWORD="$(part Password)"
        export PGHOST PGPORT="${PGPORT:-5432}" PGUSER PGPASSWORD
        database="$(part Database)"
        query() { psql --no-psqlrc --quiet --tuples-only --no-align --field-separator=' ' --command="$2" "$1"; }
        dump() { pg_dump --format=custom --no-owner --no-privileges "$1"; }
        load() { pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$1"; }
        create() { createdb --template=template0 --encoding=UTF8 "$1"; }
        drop() { dropdb --if-exists --force "$1"; }
        tables() { query "$1" "select tablename from pg_tables where schemaname = 'public' order by 1"; }
        fingerprint() {
          local all table
          all="$(tables "$1")"
          for table in $all; do
            query "$1" "select '$table', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from \"$table\" t"
          done
        }
        """
    );

    // The password goes by a file that only this process has open: arguments are seen by everybody on the machine.
    private static readonly BackupTools s_mySql = new(
        "mariadb-client",
        """
        database="$(part Database)"
        login() {
          printf '[client]\nhost="%s"\nport="%s"\nuser="%s"\npassword="%s"\n' "$(part Server Host)" "$(port)" \
            "$(part Uid 'User ID' User)" "$(part Pwd Password)"
        }
        port() { local port; port="$(part Port)"; echo "${port:-3306}"; }
        query() { mariadb --defaults-extra-file=<(login) --batch --skip-column-names --execute="$2" "$1"; }
        dump() {
          mariadb-dump --defaults-extra-file=<(login) --single-transaction --quick --routines --triggers --events --hex-blob "$@" | gzip
        }
        load() { gunzip | mariadb --defaults-extra-file=<(login) "$1"; }
        create() { query '' "create database \`$1\` character set utf8mb4"; }
        drop() { query '' "drop database if exists \`$1\`"; }
        tables() { query "$1" "select table_name from information_schema.tables where table_schema = database() order by 1"; }
        fingerprint() {
          local all table
          all="$(tables "$1")"
          for table in $all; do
            echo "$table" $(query "$1" "select 'rows', count(*) from \`$table\`; checksum table \`$table\`" | cut --fields=2)
          done
        }
        """
    );

    // The server's own copy, which waits for nobody and is whole, unlike one of the file.
    private static readonly BackupTools s_sqlite = new(
        "sqlite3",
        """
        database="$(part 'Data Source' DataSource Filename)"
        dump() {
          local copy
          copy="$(mktemp "$folder/.copy.XXXXXX")"
          sqlite3 "$1" ".timeout 60000" ".backup '$copy'"
          gzip --stdout "$copy"
          rm "$copy"
        }
        load() { gunzip > "$1"; }
        create() { [ ! -s "$1" ]; }
        drop() { rm -f "$1"; }
        tables() { [ ! -e "$1" ] || sqlite3 "$1" "select name from sqlite_master where type = 'table' order by 1"; }
        fingerprint() { sqlite3 "$1" .dump | sha256sum; }
        """
    );

    // Collection after collection: what is stored meanwhile may be in one and not in another. The password goes by a file that only this
    // process has open, or by the environment. Indexes and validators are part of it.
    private static readonly BackupTools s_mongoDb = new(
        "",
        """
        path="$(sed -E 's|^[^/]*//[^/?]*/?([^?]*).*$|\1|' <<< "$connection")"
        database="${path:-app}"
        server="$(sed -E 's|^([^/]*//[^/?]*)/?[^?]*|\1/|' <<< "$connection")"
        # Who logs in is known in the database of the path, unless the query says otherwise, or what DNS knows of the host.
        case "${path:+${connection,,}}" in
          *authsource=* | *authmechanism=mongodb-* | *authmechanism=gssapi* | mongodb+srv:*) ;;
          *@*) server="$server$([[ $server == *\?* ]] && echo '&' || echo '?')authSource=$path" ;;
        esac
        login() { printf 'uri: "%s"\n' "$server"; }
        ask() { SERVER="$server" mongosh --quiet --nodb --eval "const db = connect(process.env.SERVER).getSiblingDB('$1'); $2"; }
        dump() { mongodump --config=<(login) --quiet --db="$1" --archive --gzip; }
        load() { mongorestore --config=<(login) --quiet --stopOnError --archive --gzip --nsFrom="$database.*" --nsTo="$1.*"; }
        # A database is there with its first collection. Called when a server did not say what it has, so it has to say it now.
        create() { local found; found="$(tables "$1")" && [ -z "$found" ]; }
        drop() { ask "$1" 'db.dropDatabase()' > /dev/null; }
        tables() { ask "$1" 'db.getCollectionNames().sort().forEach(name => print(name))'; }
        fingerprint() { ask "$1" 'printjson(db.runCommand({ dbHash: 1 }).collections)'; }
        """
    )
    {
        Image = "mongo:8.0",
    };
}
