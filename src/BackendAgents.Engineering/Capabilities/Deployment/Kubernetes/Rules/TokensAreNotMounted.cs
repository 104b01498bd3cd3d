using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Pods that never ask the cluster hold no token for it.</summary>
internal sealed class TokensAreNotMounted()
    : Rule(
        new RuleDescriptor(
            "OPS019",
            "Pods that never ask the cluster hold no token for it.",
            Area.Operations,
            Severity.Warning,
            "Set automountServiceAccountToken to false.",
            "CIS Kubernetes Benchmark 5.1.6"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var manifest in Manifest.All(context))
        {
            if (manifest.Pod is { } pod && Manifest.Text(pod, "automountServiceAccountToken") != "false")
                yield return Descriptor.Report(manifest.At(pod), $"The pods of {manifest.Kind} hold a token of the cluster.");
        }
    }
}
