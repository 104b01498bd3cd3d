using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Containers say how much they need and how much they may take.</summary>
internal sealed class ContainersAreBounded()
    : Rule(
        new RuleDescriptor(
            "OPS016",
            "Containers say how much they need and how much they may take.",
            Area.Operations,
            Severity.Error,
            "Set requests and limits for cpu and memory.",
            "kube-score container-resources"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var manifest in Manifest.All(context))
        foreach (var container in manifest.Containers)
        foreach (var part in (string[])["requests", "limits"])
        foreach (var what in (string[])["cpu", "memory"])
        {
            if (Manifest.Text(Manifest.Map(container, "resources", part), what) is null)
                yield return Descriptor.Report(manifest.At(container), $"A container of {manifest.Kind} has no {part} for {what}.");
        }
    }
}
