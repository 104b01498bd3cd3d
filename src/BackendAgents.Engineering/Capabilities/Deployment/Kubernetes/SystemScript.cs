using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>
/// Writes the script that rolls out several services: one after the other, each migrated first, then the gateway; and all back when one
/// does not get ready.
/// </summary>
internal static class SystemScript
{
    public static string Write(Cluster gateway)
    {
        var services = string.Join(' ', gateway.Members.Select(static member => member.Plan.Blueprint.Part!.Name));
        return new CodeWriter()
            .Line(
                $$"""
                #!/usr/bin/env bash
                # Generated from backend.yaml. Rolls out all services and the gateway: bash {{DeployScript.Path}} production
                # Old and new versions answer side by side meanwhile, so each service must understand what the one before it tells.
                set -euo pipefail
                cd "$(dirname "$0")/../.."
                overlay={{KubernetesEmitter.Folder}}overlays/${1:?which overlay: development or production}
                own='{{Cluster.PartOfLabel}}={{gateway.Name}}'
                services=({{services}})
                replaced=()
                declare -A before
                # Which version of a deployment the cluster wants, counted by it; nothing while there is none.
                version() {
                  {{DeploymentVersion.Command("$1", gateway.Namespace)}}
                }
                # What this run has not changed stays: undone, it would be one version too old.
                undo() {
                  [ "$(version "$1")" != "${before[$1]}" ] || return 0
                  kubectl rollout undo "deployment/$1" --namespace {{gateway.Namespace}} || echo "$1 has no version before." >&2
                }
                # A service that does not get ready goes back by itself; those that were replaced before it go back here, the last first.
                back() {
                  local i
                  for ((i = ${#replaced[@]} - 1; i >= 0; i--)); do
                    undo "{{gateway.Name}}-${replaced[i]}"
                  done
                  exit 1
                }
                for deployment in {{gateway.Name}} "${services[@]/#/{{gateway.Name}}-}"; do
                  before[$deployment]=$(version "$deployment")
                done

                # What they share is there before them, and the gateway is replaced when all that it asks is there.
                kubectl apply --kustomize "$overlay" --selector "$own,{{Cluster.ComponentLabel}}!={{Cluster.Api}}"
                for service in "${services[@]}"; do
                  bash "services/$service/{{DeployScript.Path}}" "$1" || back
                  replaced+=("$service")
                done
                kubectl apply --kustomize "$overlay" --selector "$own,{{Cluster.ComponentLabel}}={{Cluster.Api}}"
                if ! kubectl rollout status deployment/{{gateway.Name}} --namespace {{gateway.Namespace}} --timeout=300s; then
                  echo 'The new gateway does not get ready: going back to the version before.' >&2
                  undo {{gateway.Name}}
                  back
                fi
                """
            )
            .ToString();
    }
}
