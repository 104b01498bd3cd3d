using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the script that makes every secret once, from the machine's own randomness.</summary>
internal static class SecretScript
{
    public static string Write(ServicePlan plan) => Write([(plan, new ComposeScope(plan))]);

    /// <summary>The script for several services; what they share is made once.</summary>
    public static string Write(IEnumerable<(ServicePlan Plan, ComposeScope Scope)> services)
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
        foreach (var line in services.SelectMany(static service => Lines(service.Plan, service.Scope)).Distinct(StringComparer.Ordinal))
            text.Line(line);
        return text.ToString();
    }

    private static IEnumerable<string> Lines(ServicePlan plan, ComposeScope scope)
    {
        var commands = plan
            .Resources.SelectMany(static resource => resource.Container?.SecretCommands ?? new Dictionary<string, string>())
            .DistinctBy(static pair => pair.Key)
            .ToDictionary();
        var own = plan.Resources.SelectMany(static resource => resource.Container?.SecretFiles.Values ?? []);
        foreach (var secret in own.Concat(DeploymentSecrets.OfJobs(plan)).Distinct().Where(scope.Secrets.Contains))
            yield return $"make {scope.Secret(secret)} \"$({commands.GetValueOrDefault(secret, "random")})\"";
        foreach (var setting in DeploymentSecrets.OfService(plan))
        {
            var value =
                DeploymentSecrets.Behind(plan, setting) is { } resource
                    ? scope.Connection(resource).Replace("{password}", Password(resource, scope), StringComparison.Ordinal)
                : setting.Command is { } command ? $"$({command})"
                : "$(random)$(random)";
            yield return $"make {scope.Secret(setting.Variable)} \"{value}\"";
        }
    }

    private static string Password(Resource resource, ComposeScope scope) =>
        resource.Container?.SecretFiles.Values.FirstOrDefault() is { } secret ? $"$(cat {scope.Secret(secret)})" : "";
}
