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

    private static IEnumerable<string> Images(ServicePlan plan) =>
        plan
            .Jobs.Select(job => job.Image(plan))
            .Prepend(ServiceImage.Name(plan))
            .Select(name => $"{name}={ServiceImage.Repository(plan, name)}:\"${ServiceImage.TagVariable}\"");

    private static CiStep Step(string title, string command) =>
        new(title, Access + command) { Stage = CiStage.Deploy, Secrets = ["KUBE_CONFIG"] };
}
