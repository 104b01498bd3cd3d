using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Containers run as nobody special and write nowhere but where they must.</summary>
internal sealed class ContainersAreUnprivileged()
    : Rule(
        new RuleDescriptor(
            "OPS017",
            "Containers run as nobody special and write nowhere but where they must.",
            Area.Operations,
            Severity.Error,
            "Run as a numeric user, drop all capabilities, forbid escalation.",
            "Kubernetes pod security standards, restricted; kubesec"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var manifest in Manifest.All(context))
        {
            if (manifest.Pod is { } pod && Manifest.Text(Manifest.Map(pod, "securityContext"), "runAsNonRoot") != "true")
                yield return Descriptor.Report(manifest.At(pod), $"The pods of {manifest.Kind} may run as root.");
            foreach (var container in manifest.Containers)
            {
                var security = Manifest.Map(container, "securityContext");
                var dropped = Manifest.Map(container, "securityContext", "capabilities")?.ToString() ?? "";
                if (Manifest.Text(security, "allowPrivilegeEscalation") != "false" || !dropped.Contains("ALL", StringComparison.Ordinal))
                    yield return Descriptor.Report(manifest.At(container), $"A container of {manifest.Kind} may gain privileges.");
                // A database server writes beside its data; what we build does not.
                if (manifest.Kind != "StatefulSet" && Manifest.Text(security, "readOnlyRootFilesystem") != "true")
                    yield return Descriptor.Report(manifest.At(container), $"A container of {manifest.Kind} may change its own image.");
            }
        }
    }
}
