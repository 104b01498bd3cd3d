using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>One instance may go without the service.</summary>
internal sealed class InstancesMayGo()
    : Rule(
        new RuleDescriptor(
            "OPS023",
            "One instance may go without the service.",
            Area.Operations,
            Severity.Warning,
            "Keep two instances or more, and a PodDisruptionBudget.",
            "kube-score deployment-has-poddisruptionbudget, horizontalpodautoscaler-replicas"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var manifests = Manifest.All(context).ToList();
        foreach (var scaler in manifests.Where(static manifest => manifest.Kind == "HorizontalPodAutoscaler" && manifest.IsOfProduction))
        {
            if (Manifest.Text(Manifest.Map(scaler.Root, "spec"), "minReplicas") is null or "0" or "1")
                yield return Descriptor.Report(scaler.At(scaler.Root), "There may be a single instance.");
            if (!manifests.Exists(static manifest => manifest.Kind == "PodDisruptionBudget"))
                yield return Descriptor.Report(scaler.At(scaler.Root), "No PodDisruptionBudget keeps some of the instances.");
        }
    }
}
