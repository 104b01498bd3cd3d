using System.Globalization;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>
/// The nginx of the start script, before the gateways: by the configuration that is delivered, with the names and ports of this machine.
/// </summary>
internal static class LocalNginx
{
    // Ports below 1024 are the administrator's.
    private const int Port = 8443;
    private const int PlainPort = 8480;

    /// <summary>Bash that says where all is found.</summary>
    public static string Place { get; } =
        $$"""
            place() { echo "https://127.0.0.1:$(port_of nginx)"; } # where all is found; the certificate is one for tries
            # So many seconds nginx asks a gateway for nothing that has turned it away; the next one ends only then.
            turned_away={{(Balancer.FailSeconds + 1).ToString(CultureInfo.InvariantCulture)}}
            """;

    /// <summary>It, where the plan has one; null otherwise.</summary>
    public static LocalPart? Of(SystemDelivery system) =>
        system.Gateway.Resources.FirstOrDefault(static resource => resource.Name == NginxCapability.Id)?.Container is { } container
            ? new LocalPart(NginxCapability.Id, "nginx", Port, null, "", Functions(system, container)) { Needs = "nginx" }
            : null;

    private static string Functions(SystemDelivery system, Container container)
    {
        var hosts = GatewayPlan
            .Hosts(system.Gateway)
            .Select((host, place) => Edit($"server {host}:{system.Plan.Port} ", $"server 127.0.0.1:$(port_of gateway {place + 1}) "));
        string[] edits =
        [
            .. hosts,
            Edit("listen 443 ", "listen 127.0.0.1:$(port_of nginx) "),
            Edit("listen 80 ", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:$(({PlainPort} + offset)) ")),
            Edit("https://\\$host\\$request_uri", "https://\\$host:$(port_of nginx)\\$request_uri"),
            Edit(DeploymentSecrets.Folder + "/", "$state/secrets/"),
        ];
        return $$"""
            # The configuration that is delivered; its names and ports are those of this machine. Requests are in .run/logs/nginx.log.
            nginx_start() {
              local folder=$state/nginx kind temporary="" user=""
              mkdir -p "$folder" "$state/secrets"
              (
                cd "$state/secrets"
            {{string.Join('\n', container.SecretCommands.Select(static made => $"    [ -s {made.Key} ] || {made.Value} >{made.Key}"))}}
              )
              # Where this user may write.
              for kind in client_body proxy fastcgi uwsgi scgi; do temporary+="${kind}_temp_path $folder/$kind; "; done
              sed -e "s#^  server_tokens off;#&\n  $temporary#" \
            {{string.Join(" \\\n", edits.Select(static edit => "    -e " + edit))}} \
                {{NginxCapability.Path}} >"$folder/nginx.conf"
              # Nobody else gets into this folder, whoever starts it.
              [ "$(id -u)" -ne 0 ] || user="user root;"
              begin nginx - nginx -e stderr -c "$folder/nginx.conf" -g "daemon off; pid $folder/pid; $user"
              until_true nginx curl -fsko /dev/null --max-time 5 "$(place)/health/live"
            }
            # It ends when it has answered.
            nginx_stop() { signal QUIT nginx; }
            """;
    }

    // A fixed text; '#' is in none.
    private static string Edit(string text, string by) => $"\"s#{text}#{by}#\"";
}
