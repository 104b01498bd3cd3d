namespace BackendAgents.Engineering.Capabilities.Recovery.PointInTime;

/// <summary>The scripts by which a database of MariaDB comes back as it was at a moment. They run anywhere: it sends its journal.</summary>
internal static class MariaDbJournal
{
    /// <summary>The functions that the other scripts share.</summary>
    public const string Functions = """
        # journal: the names of the parts that are kept, in their order.
        journal() { find "$folder/journal" -type f -name '*.[0-9]*' ! -name '*.seal' -printf '%f\n' | sort; }
        # kept_until: the second up to which it is kept.
        kept_until() { stat --format=%Y "$folder/journal/$(journal | tail -n 1)"; }
        # at_risk: seconds of changes that may be nowhere but on the server.
        at_risk() { echo $(($(date +%s) - $(kept_until))); }

        """;

    /// <summary>Copies the journal.</summary>
    public const string Archive = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Copies what the server has noted in its journal since the last time, sealed: by every.sh.
        # Its account needs the rights RELOAD, BINLOG MONITOR and REPLICATION SLAVE.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        # Holds a whole log for a while.
        work="$(mktemp --directory --tmpdir="${WORK_FOLDER:-/tmp}")"
        trap 'rm -rf "$work"' EXIT
        until="$(date +%s)"
        # Begins a new log, so that all but the last are whole.
        query '' 'flush binary logs'
        logs="$(query '' 'show binary logs' | cut --fields=1)"
        # A server that was made anew counts from one again.
        last="$(journal | tail -n 1)"
        if [ -n "$last" ] && ! grep --quiet --line-regexp --fixed-strings "$last" <<< "$logs"; then
          echo "The server no longer has $last: its journal is another one, or has a gap." >&2
          echo "Move $folder/journal and the bases away, and make a base." >&2
          exit 1
        fi
        for log in $(head --lines=-1 <<< "$logs"); do
          file="$folder/journal/$log"
          [ ! -e "$file" ] || continue
          mariadb-binlog --defaults-extra-file=<(login) --read-from-remote-server --raw --result-file="$work/" "$log"
          gzip < "$work/$log" | "${cipher[@]}" -out "$work/sealed"
          finish "$work/sealed" "$file"
          # Its time says up to when the journal is kept.
          touch --date="@$until" "$file"
        done
        noted journal

        """;

    /// <summary>What the journal is played on.</summary>
    public const string Base = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Once a day: a backup that knows its place in the journal. Takes away what is older than KEEP_DAYS.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        partial="$folder/base.partial"
        trap 'rm -f "$partial"' EXIT
        dump "$database" --master-data=2 | "${cipher[@]}" -out "$partial"
        # Named by its end: a moment before that can't be reached from it.
        file="$folder/$prefix-$(stamp now).base"
        finish "$partial" "$file"
        noted base
        forget
        echo "made $file, $(stat --format=%s "$file") bytes"

        """;

    /// <summary>Fills an empty database with what was there at the moment.</summary>
    public const string Recover = """
        #!/usr/bin/env bash
        # Generated from backend.yaml. Fills an empty database with what was there at a moment: recover.sh MOMENT|latest DATABASE. The
        # journal counts in seconds: what was done in the very second of the moment is left out.
        # shellcheck source=journal.sh
        . "$(dirname "$0")/journal.sh"
        moment="${1:?a moment, such as 2026-01-31T12:00:00Z, or latest}" target="${2:?an empty database}"
        [ "$moment" != latest ] || moment="@$(kept_until)"
        if [ "$(date --date="$moment" +%s)" -gt "$(kept_until)" ]; then
          echo "The journal is kept up to $(date --utc --date="@$(kept_until)" +%FT%TZ) only." >&2
          exit 1
        fi
        base="$(base_before "$moment")"
        existing="$(tables "$target" 2>/dev/null)" || { create "$target"; existing=""; }
        if [ -n "$existing" ]; then
          echo "$target has tables: nothing is overwritten. Recover beside it." >&2
          exit 1
        fi
        # Holds the base and the journal since, opened.
        work="$(mktemp --directory --tmpdir="${WORK_FOLDER:-/tmp}")"
        trap 'rm -rf "$work"' EXIT
        opened "$base" > "$work/base"
        load "$target" < "$work/base"
        place="s/^-- CHANGE MASTER TO MASTER_LOG_FILE='\(.*\)', MASTER_LOG_POS=\([0-9]*\);$/\1 \2/p"
        read -r log position < <(gunzip < "$work/base" | sed --quiet "$place")
        # One after another, to the last that is kept.
        logs=()
        while [ -e "$folder/journal/$log" ]; do
          opened "$folder/journal/$log" | gunzip > "$work/$log"
          logs+=("$work/$log")
          log="${log%.*}.$(printf '%06d' $((10#${log##*.} + 1)))"
        done
        if [[ "$(journal | tail -n 1)" > "$log" ]] || [ "${#logs[@]}" -eq 0 ]; then
          echo "$log is missing in $folder/journal: what comes after it can't be brought back." >&2
          exit 1
        fi
        until="$(date --utc --date="$moment" '+%F %T')"
        TZ=UTC mariadb-binlog --start-position="$position" --stop-datetime="$until" \
          --database="$database" --rewrite-db="$database->$target" "${logs[@]}" > "$work/changes"
        # What is done again is new to the server's journal: with its old numbers that could never be read again.
        sed --in-place '/^\/[*]M*!100001 SET @@session.gtid_seq_no=[0-9]*[*]/d' "$work/changes"
        # Such a statement names the real database, which is still there.
        if grep --ignore-case --extended-regexp '^(create|drop|alter) (database|schema)' "$work/changes" >&2; then
          echo 'The journal has that since the base. Recover to a moment before it, or on another server by hand.' >&2
          exit 1
        fi
        mariadb --defaults-extra-file=<(login) "$target" < "$work/changes"
        echo "$target is as it was at $until, from $base and ${#logs[@]} parts of the journal"

        """;

    /// <summary>Proves that a moment can be reached, within the targets.</summary>
    public static string Drill(int mayLoseSeconds, int mayTakeSeconds) =>
        $$"""
            #!/usr/bin/env bash
            # Generated from backend.yaml. Brings the database back as it was at a moment, beside the real one, which goes on; measures
            # that against the targets, notes it in drills.log, and takes it away again: drill.sh [MOMENT]; the latest by default.
            # shellcheck source=journal.sh
            . "$(dirname "$0")/journal.sh"
            moment="${1:-latest}"
            target="${DRILL_DATABASE:-${database}_drill}"
            risk=$(at_risk)
            trap 'drop "$target"' EXIT
            drop "$target"
            began=$(date +%s)
            bash "$(dirname "$0")/recover.sh" "$moment" "$target"
            took=$(($(date +%s) - began))
            fingerprint "$target"
            measured "$database as of $moment" "$risk" {{mayLoseSeconds}} "$took" {{mayTakeSeconds}}

            """;
}
