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

    // Beside the file with the access: the steps of a job share nothing but the disk.
    private const string Before = "\"$HOME/versions-before\"";

    public static IEnumerable<CiStep> Of(ServicePlan plan)
    {
        var cluster = new Cluster(plan);
        yield return Deploy(cluster, [cluster.Name], [Chosen("", plan)]);
        yield return Step(
            "answers from outside, or goes back to the version before",
            $"""
            if ! curl --fail --silent --show-error --retry 10 --retry-all-errors https://{cluster.Host}{plan.ReadyPath}; then
            {Back(cluster, "  ")}
              exit 1
            fi
            """
        );
    }

    /// <summary>The same for several services: each image in the overlay of its service, one after the other, and all back.</summary>
    public static IEnumerable<CiStep> OfSystem(Cluster gateway)
    {
        yield return Deploy(
            gateway,
            gateway.Members.Reverse().Select(static member => member.Name).Prepend(gateway.Name),
            gateway.Members.Prepend(gateway).Select(static one => Chosen(one.Folder, one.Plan))
        );
        yield return Step(
            "answers from outside with all services, or goes back to the versions before",
            $"""
            tries=0
            until curl --fail --silent --show-error https://{gateway.Host}{gateway.Plan.ReadyPath} | grep --quiet '"status":"Healthy"'; do
              tries=$((tries + 1))
              if [ "$tries" -ge 10 ]; then
            {Back(gateway, "    ")}
                exit 1
              fi
              sleep 6
            done
            """
        );
    }

    // The script goes back by itself when pods don't get ready; what fails after it is taken back by the next step.
    private static CiStep Deploy(Cluster cluster, IEnumerable<string> deployments, IEnumerable<string> chosen) =>
        Step(
            "deploys to the cluster",
            $"""
            {string.Join('\n', chosen)}
            # Which versions run, the last to be replaced first: what this rollout does not change is not taken back.
            for deployment in {string.Join(' ', deployments)}; do
              # By itself, for in an argument it would fail unseen.
              before=$({DeploymentVersion.Command("$deployment", cluster.Namespace)})
              echo "$deployment $before"
            done > {Before}
            bash {DeployScript.Path} production
            """
        );

    private static string Back(Cluster cluster, string indent) =>
        string.Join(
            '\n',
            $"""
            while read -r deployment before; do
              [ "$({DeploymentVersion.Command("$deployment", cluster.Namespace)})" != "$before" ] || continue
              kubectl rollout undo "deployment/$deployment" --namespace {cluster.Namespace} || echo "$deployment has no version before." >&2
            done < {Before}
            """.ReplaceLineEndings("\n").Split('\n').Select(line => indent + line)
        );

    private static string Chosen(string folder, ServicePlan plan) =>
        $"(cd {folder}{Overlay} && kustomize edit set image {string.Join(' ', Images(plan))})";

    private static IEnumerable<string> Images(ServicePlan plan) =>
        plan
            .Jobs.Select(job => job.Image(plan))
            .Prepend(ServiceImage.Name(plan))
            .Select(name => $"{name}={ServiceImage.Repository(plan, name)}:\"${ServiceImage.TagVariable}\"");

    private static CiStep Step(string title, string command) =>
        new(title, Access + command) { Stage = CiStage.Deploy, Secrets = ["KUBE_CONFIG"] };
}
