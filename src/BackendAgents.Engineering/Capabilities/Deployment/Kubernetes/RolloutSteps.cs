using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>How a pipeline rolls out to the cluster, looks whether it works, and goes back.</summary>
internal static class RolloutSteps
{
    private const string Overlay = KubernetesEmitter.Folder + "overlays/production";

    // A file, since kubectl takes no other; readable by the pipeline alone.
    private const string Access =
        "umask 077\nprintf '%s' \"$KUBE_CONFIG\" > \"$HOME/kube-config\"\nexport KUBECONFIG=\"$HOME/kube-config\"\n";

    public static IEnumerable<CiStep> Of(ServicePlan plan)
    {
        var cluster = new Cluster(plan);
        yield return Step(
            "deploys to the cluster",
            $"""
            (cd {Overlay} && kustomize edit set image {string.Join(' ', Images(plan))})
            bash {DeployScript.Path} production
            """
        );
        // The script goes back by itself when the pods don't get ready; only what fails after it is taken back here.
        yield return Step(
            "answers from outside, or goes back to the version before",
            $"""
            if ! curl --fail --silent --show-error --retry 10 --retry-all-errors https://{cluster.Host}{plan.ReadyPath}; then
              kubectl rollout undo deployment/{cluster.Name} --namespace {cluster.Namespace}
              exit 1
            fi
            """
        );
    }

    /// <summary>The same for several services: each image in the overlay of its service, one after the other, and all back.</summary>
    public static IEnumerable<CiStep> OfSystem(Cluster gateway)
    {
        var chosen = gateway
            .Members.Prepend(gateway)
            .Select(static one => $"(cd {one.Folder}{Overlay} && kustomize edit set image {string.Join(' ', Images(one.Plan))})");
        yield return Step("deploys to the cluster", $"{string.Join('\n', chosen)}\nbash {DeployScript.Path} production");
        yield return Step(
            "answers from outside with all services, or goes back to the versions before",
            $"""
            tries=0
            until curl --fail --silent --show-error https://{gateway.Host}{gateway.Plan.ReadyPath} | grep --quiet '"status":"Healthy"'; do
              tries=$((tries + 1))
              if [ "$tries" -ge 10 ]; then
                for deployment in {string.Join(
                ' ',
                gateway.Members.Reverse().Select(static member => member.Name).Prepend(gateway.Name)
            )}; do
                  kubectl rollout undo "deployment/$deployment" --namespace {gateway.Namespace} || true
                done
                exit 1
              fi
              sleep 6
            done
            """
        );
    }

    private static IEnumerable<string> Images(ServicePlan plan) =>
        plan
            .Jobs.Select(job => job.Image(plan))
            .Prepend(ServiceImage.Name(plan))
            .Select(name => $"{name}={ServiceImage.Repository(plan, name)}:\"${ServiceImage.TagVariable}\"");

    private static CiStep Step(string title, string command) =>
        new(title, Access + command) { Stage = CiStage.Deploy, Secrets = ["KUBE_CONFIG"] };
}
