using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Databases.MySql;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Recovery.PointInTime;

/// <summary>Scripts and settings by which every moment comes back, not only that of a backup: where the database has a journal.</summary>
internal static class JournalFiles
{
    /// <summary>Folder of the scripts.</summary>
    public const string Folder = BackupEmitter.Folder + "/point-in-time";

    private const string Functions = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Read by the other scripts of this folder: where the journal and what it is played on are kept.
        # shellcheck source=../common.sh
        . "$(dirname "$0")/../common.sh"
        mkdir --parents "$folder/journal"
        # base_before MOMENT|latest: the newest copy that was whole before that moment.
        base_before() {
          local limit base
          limit="$folder/$prefix-$(stamp "${1/latest/now}").base"
          base="$(find "$folder" -maxdepth 1 -name "$prefix-*.base" | sort | awk -v limit="$limit" '$0 < limit' | tail --lines=1)"
          [ -n "$base" ] || { echo "There is no base from before $1 in $folder." >&2; return 1; }
          echo "$base"
        }
        # forget: takes away what is older than KEEP_DAYS. The journal stays a day longer than the base that needs it.
        forget() {
          find "$folder" -maxdepth 1 -name "$prefix-*.base*" -mtime "+${KEEP_DAYS:-30}" -delete
          find "$folder/journal" -type f -mtime "+$((${KEEP_DAYS:-30} + 1))" -delete
        }

        """;

    /// <summary>Whether a moment can be brought back by what is delivered.</summary>
    public static bool IsFor(Blueprint blueprint) => blueprint.Deployment.Database == "postgresql" || IsMariaDb(blueprint);

    /// <summary>Whether the journal is that of MariaDB, which sends it; PostgreSQL hands it out.</summary>
    public static bool IsMariaDb(Blueprint blueprint) =>
        blueprint.Deployment.Database == "mysql"
        && CapabilityOptions.Read<MySqlOptions>(blueprint.Capability("mysql")).Server == MySqlServerKind.Mariadb;

    /// <summary>Seconds after which the journal is kept elsewhere, whatever has happened: half of what may be lost.</summary>
    public static int EverySeconds(BackupPlan plan) => Math.Clamp(plan.RecoveryPoint * 60 / 2, 30, 3600);

    public static IEnumerable<Artifact> Of(Blueprint blueprint, BackupPlan plan)
    {
        if (!IsFor(blueprint))
            return [];
        var (mayLose, mayTake) = (plan.RecoveryPoint * 60, plan.RecoveryTime * 60);
        return IsMariaDb(blueprint)
            ?
            [
                File("journal.sh", Functions + MariaDbJournal.Functions),
                File("archive.sh", MariaDbJournal.Archive),
                File("base.sh", MariaDbJournal.Base),
                File("recover.sh", MariaDbJournal.Recover),
                File("drill.sh", MariaDbJournal.Drill(mayLose, mayTake)),
                File("journal.cnf", MariaDbSettings(plan)),
            ]
            :
            [
                File("journal.sh", Functions + PostgreSqlJournal.Functions),
                File("archive.sh", PostgreSqlJournal.Archive),
                File("fetch.sh", PostgreSqlJournal.Fetch),
                File("base.sh", PostgreSqlJournal.Base),
                File("recover.sh", PostgreSqlJournal.Recover),
                File("drill.sh", PostgreSqlJournal.Drill(mayLose, mayTake)),
                File("journal.conf", PostgreSqlSettings(plan)),
            ];
    }

    private static Artifact File(string name, string text) => new($"{Folder}/{name}", text);

    // The server hands out every change within this time, so that less is lost than between two backups.
    private static string PostgreSqlSettings(BackupPlan plan) =>
        $"""
            # Generated from backend.yaml: settings of PostgreSQL by which every moment can be brought back, not only that of a backup.
            # Include it in postgresql.conf. The scripts lie in /opt/backup, the keys in /run/secrets, and /backups is another disk than
            # that of the data; {RestorePage.Path} says the rest.
            wal_level = replica
            archive_mode = on
            archive_command = 'bash /opt/backup/point-in-time/archive.sh %p %f'
            # The most that is lost with the machine is twice that: {plan.RecoveryPoint} minutes are allowed.
            archive_timeout = {EverySeconds(plan)}s

            """;

    private static string MariaDbSettings(BackupPlan plan) =>
        $"""
            # Generated from backend.yaml: settings of MariaDB by which every moment can be brought back, not only that of a backup.
            # Put it in /etc/mysql/conf.d; {RestorePage.Path} says the rest.
            [mariadb]
            log_bin = journal
            # What was changed, not by which statement: the same again, whatever the clock says.
            binlog_format = ROW
            sync_binlog = 1
            # Copied every {EverySeconds(plan)} s; a week is for a copier that has stopped.
            expire_logs_days = 7

            """;
}
