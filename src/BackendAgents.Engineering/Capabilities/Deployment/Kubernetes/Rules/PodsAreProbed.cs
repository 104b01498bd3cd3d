using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Whether a pod lives and whether it is ready are two questions.</summary>
internal sealed class PodsAreProbed()
    : Rule(
        new RuleDescriptor(
            "OPS018",
            "Whether a pod lives and whether it is ready are two questions.",
            Area.Operations,
            Severity.Warning,
            "Ask the live path for liveness and the ready path for readiness.",
            "kube-score pod-probes, pod-probes-identical"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var manifest in Manifest.All(context).Where(static manifest => manifest.Kind == "Deployment"))
        foreach (var container in manifest.Containers)
        {
            var live = Manifest.Text(Manifest.Map(container, "livenessProbe", "httpGet"), "path");
            var ready = Manifest.Text(Manifest.Map(container, "readinessProbe", "httpGet"), "path");
            if (live is null || ready is null || live == ready)
                yield return Descriptor.Report(manifest.At(container), "Liveness and readiness are not asked apart.");
        }
    }
}
