namespace BackendAgents.Engineering.Capabilities.Recovery.PointInTime;

/// <summary>The scripts by which a PostgreSQL server comes back as it was at a moment. They run where it does, as its user.</summary>
internal static class PostgreSqlJournal
{
    /// <summary>The functions that the other scripts share.</summary>
    public const string Functions = """
        # at_risk: seconds of changes that may be nowhere but on the server, which hands it out within archive_timeout unless that fails.
        at_risk() {
          query "$database" "select case
              when current_setting('archive_mode') = 'off' or last_archived_time is null then 2147483647
              when last_failed_time > last_archived_time or setting = '0' then age
              else least(age, setting::int)
            end
            from (select *, extract(epoch from now() - last_archived_time)::int as age from pg_stat_archiver) archiver, pg_settings
            where name = 'archive_timeout'"
        }

        """;

    /// <summary>The server's <c>archive_command</c>.</summary>
    public const string Archive = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. PostgreSQL's archive_command: archive.sh PATH NAME keeps a part of its journal, sealed.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        file="$folder/journal/$2"
        if [ -e "$file" ]; then
          # The server asks again when it died before it noted the answer. Other bytes by the same name are a mistake to be looked at.
          opened "$file" | gunzip | cmp - "$1"
          exit
        fi
        # Most of a part that was closed early is empty.
        gzip --fast < "$1" | "${cipher[@]}" -out "$file.partial"
        finish "$file.partial" "$file"

        """;

    /// <summary>The server's <c>restore_command</c>.</summary>
    public const string Fetch = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. PostgreSQL's restore_command: fetch.sh NAME PATH brings a part of the journal back.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        # The server asks for what comes after the last part, too: that is how it learns that it was the last.
        [ -e "$folder/journal/$1" ] || exit 1
        # Above 125 the server stops; less would tell it that this was all.
        opened "$folder/journal/$1" | gunzip > "$2" || exit 200

        """;

    /// <summary>What the journal is played on.</summary>
    public const string Base = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Copies the whole server, sealed, and takes away what is older than KEEP_DAYS: once a day. Its account
        # needs the right to replicate.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        partial="$folder/base.partial"
        trap 'rm -f "$partial"' EXIT
        # It ends once the journal that belongs to it is archived.
        pg_basebackup --pgdata=- --format=tar --wal-method=none --checkpoint=fast --no-password | gzip | "${cipher[@]}" -out "$partial"
        # Named by its end: a moment before that can't be reached from it.
        file="$folder/$prefix-$(stamp now).base"
        finish "$partial" "$file"
        noted base
        forget
        echo "made $file, $(stat --format=%s "$file") bytes"

        """;

    /// <summary>Fills a data folder so that the server that is started over it stops at the moment.</summary>
    public const string Recover = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Makes a data folder of a server as it was at a moment: recover.sh MOMENT|latest FOLDER.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        here="$(cd "$(dirname "$0")" && pwd)"
        moment="${1:?a moment, such as 2026-01-31T12:00:00Z, or latest}" data="${2:?an empty data folder}"
        if [ -n "$(ls --almost-all "$data" 2>/dev/null)" ]; then
          echo "$data is not empty: nothing is overwritten. Move it away first." >&2
          exit 1
        fi
        base="$(base_before "$moment")"
        mkdir --parents "$data"
        chmod 0700 "$data"
        opened "$base" | gunzip | tar --extract --directory="$data"
        until=""
        [ "$moment" = latest ] || until="$(date --utc --date="$moment" '+%F %T.%6N+00')"
        {
          echo "restore_command = 'SECRETS_FOLDER=$secrets BACKUP_FOLDER=$folder bash $here/fetch.sh %f %p'"
          # Empty for the latest: the base may hold the moment of an earlier recovery.
          echo "recovery_target_time = '$until'"
          # It waits there, readable, until somebody has looked: select pg_wal_replay_resume() makes it final.
          echo "recovery_target_action = 'pause'"
        } >> "$data/postgresql.auto.conf"
        touch "$data/recovery.signal"
        echo "$data holds $base; a server that is started over it goes on to $moment"

        """;

    /// <summary>Proves that a moment can be reached, within the targets.</summary>
    public static string Drill(int mayLoseSeconds, int mayTakeSeconds) =>
        $$"""
            #!/usr/bin/env bash
            # Generated from backend.yaml. Brings the server back as it was at a moment, beside the real one, which goes on; measures that
            # against the targets, notes it in drills.log, and takes it away again: drill.sh [MOMENT]; the latest by default.
            # shellcheck source=journal.sh
            . "$(dirname "$0")/journal.sh"
            moment="${1:-latest}"
            risk="$(at_risk)"
            place="$(mktemp --directory)"
            programs="$(command -v pg_ctl || find /usr/lib/postgresql -name pg_ctl | sort | tail -n 1)"
            trap '"$programs" stop --pgdata="$place/data" --mode=immediate --silent || true; rm -rf "$place"' EXIT
            began=$(date +%s)
            bash "$(dirname "$0")/recover.sh" "$moment" "$place/data"
            # Settings of its own: only this user reaches it, and it archives nothing.
            printf 'local all all trust\n' > "$place/hba"
            printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$place'" "hba_file = '$place/hba'" > "$place/settings"
            "$programs" start --pgdata="$place/data" --wait --timeout={{mayTakeSeconds}} --silent --log="$place/log" --options="-c \
              config_file=$place/settings -c port=5432 -c archive_mode=off -c hot_standby=off -c recovery_target_action=promote" ||
              { cat "$place/log" >&2; exit 1; }
            export PGHOST="$place" PGPORT=5432
            # It answers once it is at the moment.
            timeout {{mayTakeSeconds}} bash -c 'until pg_isready --quiet; do sleep 0.2; done'
            fingerprint "$database"
            measured "the server as of $moment" "$risk" {{mayLoseSeconds}} $(($(date +%s) - began)) {{mayTakeSeconds}}

            """;
}
