namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>What is the same in the start script of every delivery.</summary>
internal static class RunScriptText
{
    /// <summary>Secrets, and processes by name.</summary>
    public const string Processes = """
        # A new secret at the first call, the same one ever after.
        secret() { # secret NAME [COMMAND-THAT-MAKES-IT…]
          local file=$state/secrets/$1
          mkdir -p "$state/secrets"
          [ -s "$file" ] || if [ $# -gt 1 ]; then "${@:2}" >"$file"; else head -c 36 /dev/urandom | base64 | tr -d '+/=\n' >"$file"; fi
          cat "$file"
        }
        own() { if [ "$(id -u)" -eq 0 ]; then chown -R "$2" "$1"; fi; } # own PATH USER
        as_owner() { # as_owner USER PROGRAM ARGUMENT…
          if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u "$1" -- env PATH="$PATH" "${@:2}"); else "${@:2}"; fi
        }
        # Starts a process that outlives this script, in a group of its own; '-' stands for this user.
        begin() { # begin NAME USER PROGRAM ARGUMENT…
          local name=$1 user=$2
          shift 2
          if is_up "$name"; then return; fi
          if [ "$user" != - ] && [ "$(id -u)" -eq 0 ]; then set -- runuser -u "$user" -- env PATH="$PATH" "$@"; fi
          setsid "$@" </dev/null >>"$state/logs/$name.log" 2>&1 &
          echo $! >"$pids/$name"
        }
        is_up() { # as long as one of its processes lives; the first is not yet a group of its own
          local id
          id=$(cat "$pids/$1" 2>/dev/null) && kill -0 -- "-$id" 2>/dev/null || kill -0 "${id:-none}" 2>/dev/null
        }
        # Sends a signal to all processes of a name and waits until they are gone; what does not go is killed.
        signal() { # signal SIGNAL NAME
          local group i
          if ! is_up "$2"; then return; fi
          group=$(cat "$pids/$2")
          kill "-$1" -- "-$group" 2>/dev/null || true
          for i in $(seq 450); do
            if ! is_up "$2"; then break; fi
            sleep 0.1
          done
          kill -KILL -- "-$group" 2>/dev/null || true
          rm -f "$pids/$2"
        }
        until_true() { # until_true NAME COMMAND…
          local name=$1 i
          shift
          for i in $(seq 600); do
            if "$@" 2>/dev/null; then return; fi
            if ! is_up "$name"; then break; fi
            sleep 0.1
          done
          echo "$name does not start:" >&2
          tail -20 "$state/logs/$name.log" >&2
          return 1
        }
        until_listening() { until_true "$1" listens "$2"; } # until_listening NAME PORT
        listens() { (: <"/dev/tcp/127.0.0.1/$1"); }
        until_ready() { until_true "$1" curl -fso /dev/null --max-time 5 "http://127.0.0.1:$2/health/ready"; } # until_ready NAME PORT
        """;

    /// <summary>What people and tests say to it.</summary>
    public const string Commands = """
        start() {
          case $1 in
            gateway-*) gateway_start "${1#*-}" ;;
            *-[0-9]*) instance_start "${1%-*}" "${1##*-}" ;;
            *) "$1_start" ;;
          esac
        }
        stop() {
          if ! is_up "$1"; then return; fi
          if declare -F "$1_stop" >/dev/null; then "$1_stop"; fi
          signal TERM "$1"
        }
        names() { # the instances
          local service number
          for number in $(seq "$instances"); do
            for service in "${services[@]}"; do echo "$service-$number"; done
          done
        }
        gateway_names() {
          local number
          for number in $(seq "$gateways"); do echo "gateway-$number"; done
        }
        up() {
          local program name
          for program in "${needs[@]}"; do
            command -v "$program" >/dev/null || { echo "There is no $program. Install it." >&2; exit 2; }
          done
          mkdir -p "$state/logs" "$pids" "$rows"
          echo '*' >"$state/.gitignore"
          build
          # Secrets are made here, before several instances ask for one at once.
          for name in "${services[@]}"; do (settings "$name"); done
          for name in "${parts[@]}"; do
            start "$name"
            echo "$name is up"
          done
          all_at_once start $(names)
          all_at_once start $(gateway_names)
          for name in "${front[@]}"; do start "$name"; done
          echo "All is up: $(place)"
        }
        all_at_once() { # all_at_once COMMAND NAME…
          local command=$1 name job jobs=() failed=0
          shift
          for name in "$@"; do
            "$command" "$name" &
            jobs+=($!)
          done
          for job in "${jobs[@]}"; do wait "$job" || failed=1; done
          return $failed
        }
        down() {
          local i name
          for name in "${front[@]}"; do stop "$name"; done
          all_at_once stop $(gateway_names)
          all_at_once stop $(names)
          for ((i = ${#parts[@]} - 1; i >= 0; i--)); do stop "${parts[i]}"; done
        }
        roll() { # roll [SERVICE|gateway]
          local name names=() one
          # One gateway alone can't be replaced without calls that fail, and goes on unless it is named.
          [ $# -gt 0 ] || { set -- "${services[@]}"; [ "$gateways" -eq 1 ] || set -- "$@" gateway; }
          for one in "$@"; do
            for name in $(names) $(gateway_names); do [ "${name%-*}" != "$one" ] || names+=("$name"); done
          done
          for name in "${names[@]}"; do known "$name"; done
          build
          for name in "${names[@]}"; do
            stop "$name"
            start "$name"
            echo "$name is replaced"
            if [ "${name%-*}" = gateway ]; then sleep "$turned_away"; fi
          done
        }
        status() {
          local name
          for name in "${parts[@]}" $(names) $(gateway_names) "${front[@]}"; do
            if is_up "$name"; then echo "$name: up"; else echo "$name: down"; fi
          done
          curl -sk --max-time 5 "$(place)/health/ready" || true
          echo
        }
        known() {
          local name
          for name in "${parts[@]}" $(names) $(gateway_names) "${front[@]}"; do if [ "$name" = "${1:-}" ]; then return; fi; done
          echo "There is no '${1:-}' to start or stop." >&2
          exit 2
        }

        case ${1:-} in
          "")
            trap down EXIT
            up
            echo "Ctrl-C ends it."
            while sleep 3600; do :; done
            ;;
          up | down | status) "$1" ;;
          clear)
            down
            rm -rf "$state" "$rows"
            ;;
          start | stop)
            known "${2:-}"
            "$1" "$2"
            ;;
          kill)
            known "${2:-}"
            signal KILL "$2"
            ;;
          roll) roll "${@:2}" ;;
          *)
            sed -n '2,/^set/s/^# \{0,1\}//p' "${0##*/}"
            exit 2
            ;;
        esac
        """;
}
