using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>
/// Writes the script by which people and pipelines roll out: migrate first, then the pods, and back when they don't get ready.
/// </summary>
internal static class DeployScript
{
    /// <summary>Path of the script.</summary>
    public const string Path = KubernetesEmitter.Folder + "deploy.sh";

    public static string Write(Cluster cluster) =>
        new CodeWriter()
            .Line(
                $$"""
                #!/usr/bin/env bash
                # Generated from backend.yaml. Rolls out an overlay: bash {{Path}} production
                # The overlay's kustomization says which image; nothing of the new version answers requests before the migration is done.
                set -euo pipefail
                overlay="$(dirname "$0")/overlays/${1:?which overlay: development or production}"
                namespace={{cluster.Namespace}}
                api='{{Cluster.ComponentLabel}}={{Cluster.Api}}'

                # A job can't be changed, only made anew.
                kubectl delete job {{cluster.MigrationName}} --namespace "$namespace" --ignore-not-found --wait
                kubectl apply --kustomize "$overlay" --selector '{{Cluster.ComponentLabel}}!={{Cluster.Api}}'
                state() {
                  kubectl get job {{cluster.MigrationName}} --namespace "$namespace" \
                    --output jsonpath='{.status.conditions[?(@.status=="True")].type}'
                }
                until [[ "$(state)" == *Complete* ]]; do
                  if [[ "$(state)" == *Failed* ]]; then
                    kubectl logs job/{{cluster.MigrationName}} --namespace "$namespace" --tail=50 >&2
                    echo 'The migration failed: the version that runs is untouched.' >&2
                    exit 1
                  fi
                  sleep 2
                done

                kubectl apply --kustomize "$overlay" --selector "$api"
                if ! kubectl rollout status deployment/{{cluster.Name}} --namespace "$namespace" --timeout=300s; then
                  echo 'The new pods do not get ready: going back to the version before.' >&2
                  kubectl rollout undo deployment/{{cluster.Name}} --namespace "$namespace"
                  kubectl rollout status deployment/{{cluster.Name}} --namespace "$namespace" --timeout=300s
                  exit 1
                fi
                """
            )
            .ToString();
}
