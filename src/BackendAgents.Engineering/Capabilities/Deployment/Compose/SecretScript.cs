using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the script that makes every secret once, from the machine's own randomness.</summary>
internal static class SecretScript
{
    public static string Write(ServicePlan plan)
    {
        var text = new CodeWriter();
        text.Line(
            """
            #!/usr/bin/env bash
            # Makes the secrets of compose.yaml, once: a file that is there already stays as it is.
            set -euo pipefail
            cd "$(dirname "$0")"
            chmod 700 .
            # make FILE VALUE: a container reads its file without being root; on this machine nobody else gets into the folder.
            make() { [ -s "$1" ] || { printf '%s' "$2" > "$1"; chmod 0444 "$1"; echo "made secrets/$1"; }; }
            random() { head -c 36 /dev/urandom | base64 | tr -d '+/=\n'; }

            """
        );
        var commands = plan
            .Resources.SelectMany(static resource => resource.Container?.SecretCommands ?? new Dictionary<string, string>())
            .DistinctBy(static pair => pair.Key)
            .ToDictionary();
        var own = plan.Resources.SelectMany(static resource => resource.Container?.SecretFiles.Values ?? []);
        foreach (var secret in own.Concat(DeploymentSecrets.OfJobs(plan)).Distinct())
            text.Line($"make {secret} \"$({commands.GetValueOrDefault(secret, "random")})\"");
        foreach (var setting in DeploymentSecrets.OfService(plan))
        {
            var resource = DeploymentSecrets.Behind(plan, setting);
            var secret = resource?.Container?.SecretFiles.Values.FirstOrDefault();
            text.Line(
                resource?.Connection is { } connection
                    ? $"make {setting.Variable} \"{connection.Value.Replace("{password}", $"$(cat {secret})", StringComparison.Ordinal)}\""
                    : $"make {setting.Variable} \"$(random)$(random)\""
            );
        }

        return text.ToString();
    }
}
