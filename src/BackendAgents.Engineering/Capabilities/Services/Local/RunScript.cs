using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>
/// The script that runs all services with what they need on one machine, as processes on loopback: what a compose file does, without
/// containers.
/// </summary>
internal static class RunScript
{
    /// <summary>Where it is delivered.</summary>
    public const string Path = "run.sh";

    /// <summary>The script.</summary>
    public static Artifact Write(SystemDelivery system)
    {
        var plan = system.Services[0].Plan;
        List<LocalPart> parts =
        [
            .. LocalDatabases.Of(plan.Blueprint.Deployment.Database, Database(plan)) is { } database ? [database] : (LocalPart[])[],
            .. LocalServers.Of(plan),
            .. LocalPrometheus.Of(system) is { } prometheus ? [prometheus] : (LocalPart[])[],
        ];
        List<LocalPart> front = LocalNginx.Of(system) is { } nginx ? [nginx] : [];
        string[] blocks =
        [
            Head(system, parts, front),
            Ports(system, [.. parts, .. front]),
            RunScriptText.Processes,
            .. parts.Concat(front).Select(static part => part.Functions),
            Settings(system, parts),
            Instances(system),
            RunScriptText.Commands,
        ];
        return new Artifact(Path, string.Join("\n\n", blocks.Select(static block => block.ReplaceLineEndings("\n").TrimEnd())) + "\n");
    }

    private static Resource? Database(ServicePlan plan) =>
        plan.Resources.FirstOrDefault(static resource => resource.Kind == ResourceKind.Database);

    private static string Head(SystemDelivery system, List<LocalPart> parts, List<LocalPart> front) =>
        $$"""
            #!/usr/bin/env bash
            # Generated from backend.yaml. Runs all services of {{system.Plan.Blueprint.Service.Name}} on this machine as processes on
            # loopback{{(parts.Count == 0 ? "" : ", with " + Titles([.. parts, .. front]))}}. Linux.
            #
            #   bash run.sh                    up, and down again at the end (Ctrl-C)
            #   bash run.sh up | down          compiles, makes secrets once, starts all and waits; ends all
            #   bash run.sh status             what runs, and how the gateway says that all are
            #   bash run.sh start|stop|kill X  one of: {{Names([.. parts, .. front])}} gateway-1 {{First(system)}}-1 …
            #   bash run.sh roll [SERVICE]     compiles, and replaces the instances one by one, while the others answer{{(
                front.Count > 0 ? "; gateways at last" : ""
            )}}
            #   bash run.sh clear              down, and removes all rows, messages and secrets
            #
            # INSTANCES=3 runs as many of each service, PORT_OFFSET=1000 moves all ports, CONFIGURATION=Debug takes another build,
            # NO_BUILD=1 what is compiled already. Further settings of a service: .run/SERVICE.env, a line each, NAME=value.
            set -euo pipefail
            cd "$(dirname "$0")"
            umask 077
            whole={{system.Plan.Blueprint.Service.Name}}
            services=({{string.Join(' ', system.Services.Select(static service => service.Share.Service.Name))}})
            parts=({{Names(parts)}})
            front=({{Names(front)}})
            needs=({{string.Join(' ', parts.Concat(front).Select(static part => part.Needs).Append("dotnet").Append("curl"))}})
            gateways={{system.Gateway.Hosts.Count}} instances=${INSTANCES:-2}
            offset=${PORT_OFFSET:-0} configuration=${CONFIGURATION:-Release}
            state=$PWD/.run
            # Ids of another boot mean others.
            pids=$state/pids/$(</proc/sys/kernel/random/boot_id)
            # Database servers refuse to run as root, and whom they run as then may not see into this folder.
            rows=$state
            [ "$(id -u)" -ne 0 ] || rows=/var/tmp/$whole-$(cksum <<<"$PWD" | cut -d' ' -f1)
            PATH=$PATH:/usr/sbin:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
            """;

    private static string First(SystemDelivery system) => system.Services[0].Share.Service.Name;

    private static string Names(IEnumerable<LocalPart> parts) => string.Join(' ', parts.Select(static part => part.Name));

    private static string Titles(IEnumerable<LocalPart> parts) => string.Join(", ", parts.Select(static part => part.Title));

    // The second instances stand behind all first ones.
    private static string Ports(SystemDelivery system, List<LocalPart> parts)
    {
        var text = new CodeWriter(2);
        text.Line("# The ports of the plan. The second instances of all services come behind the first ones.");
        text.Line("port_of() { # port_of NAME [INSTANCE]").Line("  local port").Line("  case $1 in");
        foreach (var (name, port) in parts.Select(static part => (part.Name, part.Port)).Append((GatewayPlan.Host, system.Plan.Port)))
            text.Line(string.Create(CultureInfo.InvariantCulture, $"    {name}) port={port} ;;"));
        foreach (var (share, plan) in system.Services)
            text.Line(string.Create(CultureInfo.InvariantCulture, $"    {share.Service.Name}) port={plan.Port} ;;"));
        text.Line("  esac").Line("  echo $((port + (${2:-1} - 1) * (${#services[@]} + 1) + offset))").Line("}");
        if (LocalPrometheus.FirstPort(system) is var first && first != "0")
            text.Line("metrics_port_of() { # metrics_port_of SERVICE INSTANCE")
                .Line($"  echo $(($(port_of \"$1\" \"$2\") - $(port_of {system.Services[0].Share.Service.Name}) + {first} + offset))")
                .Line("}");
        return text.ToString();
    }

    private static string Settings(SystemDelivery system, List<LocalPart> parts)
    {
        var issuer = new Ownership(system.Plan.Blueprint).Issuer;
        var text = new CodeWriter(2);
        text.Line("# What a service is told. Secrets are in its environment alone, in no list of processes.");
        text.Line("settings() { # settings SERVICE").Line("  local port");
        text.Line($"  export ASPNETCORE_ENVIRONMENT=Production {Setting.VariableOf(MemberCapability.DrainSeconds)}=3");
        text.Line("  # The gateway says who calls; nobody else does.").Line($"  export {ProxySetting.Trusted.Variable}=127.0.0.1/32");
        foreach (var part in parts.Where(static part => part.Variable is not null))
            text.Line($"  port=$(port_of {part.Name})").Line($"  export {part.Variable}=\"{part.Connection}\"");
        if (parts.TrueForAll(static part => part.Variable != "ConnectionStrings__Database"))
            text.Line("  mkdir -p \"$state/rows\"").Line("  export ConnectionStrings__Database=\"Data Source=$state/rows/$1.db\"");
        text.Line("  case $1 in");
        foreach (var (share, plan) in system.Services)
        {
            text.Line($"    {share.Service.Name})");
            foreach (var line in Own(plan, share.Service == issuer))
                text.Line("      " + line);
            text.Line("      ;;");
        }

        return text.Line("  esac")
            .Line("  if [ -s \"$state/$1.env\" ]; then set -a && . \"$state/$1.env\" && set +a; fi")
            .Line("}")
            .ToString();
    }

    private static IEnumerable<string> Own(ServicePlan plan, bool isIssuer)
    {
        if (isIssuer && plan.Settings.Any(static setting => setting.Key == "Admin:Login"))
        {
            var isMail = plan.Index.LoginField is { Type: Blueprints.FieldType.Email };
            yield return $"export Admin__Login={(isMail ? "admin@example.com" : "admin")} Admin__Password=\"$(secret admin)\"";
        }

        foreach (var folder in plan.Folders)
            yield return $"export {folder.Variable}=\"$state/{folder.Name}/$1\" && mkdir -p \"$state/{folder.Name}/$1\"";
        var made = DeploymentSecrets.OfService(plan).Where(setting => DeploymentSecrets.Behind(plan, setting) is null);
        foreach (var setting in made)
            yield return $"export {setting.Variable}=\"$(secret $1-{setting.Variable}{(setting.Command is { } by ? " " + by : "")})\"";
        foreach (var peer in plan.Blueprint.Part!.Peers)
            yield return $"export {GatewayPlan.AddressOf(peer.Name, peer.Port).Variable}=\"$(places_of {peer.Name})\"";
    }

    private const string AtGateway = """
        place() { echo "http://127.0.0.1:$(port_of gateway)"; } # where all is found
        turned_away=0
        """;

    private static string Instances(SystemDelivery system)
    {
        var cases = system.Services.Select(static service =>
            $"    {service.Share.Service.Name}) echo {service.Share.Folder}src/{service.Plan.ProjectName} ;;"
        );
        var metrics =
            LocalPrometheus.FirstPort(system) == "0"
                ? ""
                : """

                        export Metrics__Port=$(metrics_port_of "$1" "$2")
                        export ASPNETCORE_URLS="$ASPNETCORE_URLS;http://127.0.0.1:$Metrics__Port"
                    """;
        var gateway = metrics.Replace("\"$1\" \"$2\"", "gateway \"$1\"", StringComparison.Ordinal);
        var isBehind = system.Gateway.IsBalanced;
        // nginx says who calls, and turns to the other gateway while one ends.
        var behind = isBehind
            ? $"\n    export {ProxySetting.Trusted.Variable}=127.0.0.1/32 {Setting.VariableOf(GatewayPlan.DrainSeconds)}=3"
            : "";
        return $$"""
            project_of() {
              case $1 in
                gateway) echo src/{{system.Plan.ProjectName}} ;;
            {{string.Join('\n', cases)}}
              esac
            }
            # Runs a copy: what is compiled meanwhile takes nothing from under a process that runs.
            program() { # program NAME SERVICE [PROGRAM-BEFORE-IT ARGUMENT…]
              local project
              project=$(project_of "$2")
              rm -rf "$state/programs/$1"
              mkdir -p "$state/programs"
              cp -r "$project/bin/$configuration/net10.0" "$state/programs/$1"
              cd "$state/programs/$1"
              begin "$1" - "${@:3}" dotnet "$(basename "$project").dll"
            }
            instance_start() { # instance_start SERVICE INSTANCE
              (
                settings "$1"
                export ASPNETCORE_URLS="http://127.0.0.1:$(port_of "$1" "$2")"{{metrics}}
                program "$1-$2" "$1"
              )
              until_ready "$1-$2" "$(port_of "$1" "$2")"
            }
            places_of() { # places_of SERVICE: the addresses of its instances
              local number
              for number in $(seq "$instances"); do echo -n "http://127.0.0.1:$(port_of "$1" "$number");"; done
            }
            gateway_start() { # gateway_start INSTANCE
              (
                places=()
                for service in "${services[@]}"; do
                  places+=("Services__$service=$(places_of "$service")")
                done
                export ASPNETCORE_ENVIRONMENT=Production
                export ASPNETCORE_URLS="http://127.0.0.1:$(port_of gateway "$1")"{{gateway}}{{behind}}
                if [ -s "$state/gateway.env" ]; then set -a && . "$state/gateway.env" && set +a; fi
                program "gateway-$1" gateway env "${places[@]}"
              )
              until_ready "gateway-$1" "$(port_of gateway "$1")"
            }
            {{(isBehind ? LocalNginx.Place : AtGateway)}}
            build() { [ -n "${NO_BUILD:-}" ] || dotnet build {{system.Plan.ProjectName}}.slnx -c "$configuration" -nologo -v q; }
            """;
    }
}
