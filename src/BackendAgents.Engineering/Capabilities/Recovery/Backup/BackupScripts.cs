namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>The scripts that are the same for every database; what differs are the functions of <see cref="BackupTools"/>.</summary>
internal static class BackupScripts
{
    /// <summary>Series of the time at which something was last kept: by service, and by kind: backup, base, journal.</summary>
    public const string Noted = "backup_last_success_timestamp_seconds";

    /// <summary>Where the database is, how a file is sealed, and the functions of the database.</summary>
    public static string Common(BackupTools tools, string service) =>
        $$"""
            #!/usr/bin/env bash
            # Generated from backend.yaml. Read by the other scripts: where the database is, and how a backup is sealed.
            set -euo pipefail
            umask 077
            secrets="${SECRETS_FOLDER:-/run/secrets}"
            folder="${BACKUP_FOLDER:-/backups}"
            key="$secrets/backup-key"
            # The very setting that the service reads, so that both always mean the same database.
            connection="${ConnectionStrings__Database:-$(cat "$secrets/ConnectionStrings__Database")}"
            # part KEY...: the value of the first of these keys that the connection string has.
            part() {
              local name value
              for name in "$@"; do
                value="$(tr ';' '\n' <<< "$connection" | sed -n "s/^ *$name *= *//Ip")"
                [ -z "$value" ] || { printf '%s' "$value"; return; }
              done
            }

            {{tools.Functions}}

            # The name of a backup begins with that of the database.
            prefix="$(basename "$database")"
            cipher=(openssl enc -aes-256-cbc -pbkdf2 -iter 200000 -pass "file:$key")
            # The seal of a file: only who has the key can make it, so that nobody can put another file in a backup's place.
            seal() { { cat "$key"; sha256sum < "$1"; } | sha256sum | cut --characters=1-64; }
            # finish PARTIAL FILE: gives what is whole its seal and its name.
            finish() {
              seal "$1" > "$2.seal"
              sync "$1" "$2.seal"
              mv "$1" "$2"
            }
            stamp() { date --utc --date="$1" +%Y%m%dT%H%M%SZ; }
            newest() { find "$folder" -maxdepth 1 -name "$prefix-*.backup" | sort | tail -n 1; }
            # opened FILE: its content, when it is what was written.
            opened() {
              if [ ! -e "$1.seal" ] || [ "$(seal "$1")" != "$(cat "$1.seal")" ]; then
                echo "$1 is not what was written, or another key sealed it: take the one before." >&2
                return 1
              fi
              "${cipher[@]}" -d -in "$1"
            }

            # noted KIND: says when that was last whole, where a node exporter reads it (--collector.textfile.directory), maybe as another
            # user. It has to get through $folder, too.
            noted() {
              local file="$folder/metrics/{{service}}-$1.prom"
              mkdir --parents "$folder/metrics"
              chmod a+rx "$folder/metrics"
              printf '%s\n' '# HELP {{Noted}} When the newest was whole.' '# TYPE {{Noted}} gauge' \
                "{{Noted}}{service=\"{{service}}\",kind=\"$1\"} $(date +%s)" > "$file.new"
              chmod a+r "$file.new"
              mv "$file.new" "$file"
            }

            # measured WHAT SECONDS ALLOWED SECONDS ALLOWED: notes what a drill has shown, and fails where that is more than is allowed.
            measured() {
              echo "$(date --utc +%FT%TZ) $1: at most $2 s would be lost (allowed: $3), back after $4 s (allowed: $5)" |
                tee --append "$folder/drills.log"
              [ "$2" -le "$3" ] || { echo 'More could be lost than the recovery point allows.' >&2; return 1; }
              [ "$4" -le "$5" ] || { echo 'A restore takes longer than the recovery time allows.' >&2; return 1; }
            }

            """;

    /// <summary>Makes a backup.</summary>
    public const string Backup = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Makes a backup, seals it, and takes away what is older than KEEP_DAYS.
        # shellcheck source=common.sh
        . "$(dirname "$0")/common.sh"
        file="$folder/$prefix-$(stamp now).backup"
        trap 'rm -f "$file.partial"' EXIT
        dump "$database" | "${cipher[@]}" -out "$file.partial"
        finish "$file.partial" "$file"
        noted backup
        find "$folder" -maxdepth 1 -name "$prefix-*.backup" -mtime "+${KEEP_DAYS:-30}" -exec rm --force {} {}.seal \;
        echo "made $file, $(stat --format=%s "$file") bytes"

        """;

    /// <summary>Brings a backup back.</summary>
    public const string Restore = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Brings a backup back into an empty database: restore.sh [FILE [DATABASE]]; the newest by default.
        # shellcheck source=common.sh
        . "$(dirname "$0")/common.sh"
        file="${1:-$(newest)}"
        target="${2:-$database}"
        [ -n "$file" ] || { echo "There is no backup in $folder." >&2; exit 1; }
        if ! existing="$(tables "$target" 2>/dev/null)"; then
          create "$target"
          existing=""
        fi
        if [ -n "$existing" ]; then
          echo "$target has tables: a restore overwrites nothing. Restore beside it, or drop it first." >&2
          exit 1
        fi
        opened "$file" > /dev/null
        opened "$file" | load "$target"
        echo "restored $file into $target: $(tables "$target" | wc --lines) tables"

        """;

    /// <summary>Proves that the newest backup can be restored, within the targets.</summary>
    public static string Drill(BackupPlan plan) =>
        $$"""
            #!/usr/bin/env bash
            # Generated from backend.yaml. A backup that was never restored is a hope: this restores the newest into a database beside the
            # real one, measures that against the targets, notes it in drills.log, and takes it away again. Run it every month.
            # shellcheck source=common.sh
            . "$(dirname "$0")/common.sh"
            target="${DRILL_DATABASE:-${database}_drill}"
            file="$(newest)"
            [ -n "$file" ] || { echo "There is no backup in $folder." >&2; exit 1; }
            age=$(($(date +%s) - $(stat --format=%Y "$file")))
            trap 'drop "$target"' EXIT
            drop "$target"
            began=$(date +%s)
            bash "$(dirname "$0")/restore.sh" "$file" "$target"
            took=$(($(date +%s) - began))
            fingerprint "$target"
            measured "the newest backup" "$age" {{plan.RecoveryPoint * 60}} "$took" {{plan.RecoveryTime * 60}}

            """;

    /// <summary>Makes backups by the clock where nothing else does.</summary>
    public const string Every = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Makes a backup every so many seconds of the clock: every.sh SECONDS [OFFSET [SCRIPT]].
        set -uo pipefail
        round="${1:?how many seconds}" offset="${2:-0}" script="${3:-backup.sh}"
        trap 'exit 0' TERM INT
        while :; do
          sleep $((round - ($(date +%s) - offset) % round)) &
          wait $!
          # One that fails is told, and does not end those to come.
          bash "$(dirname "$0")/$script" || echo "$script FAILED; see above." >&2
        done

        """;
}
