using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Secrets stand in no manifest.</summary>
internal sealed class SecretsAreReferred()
    : Rule(
        new RuleDescriptor(
            "OPS021",
            "Secrets stand in no manifest.",
            Area.Operations,
            Severity.Error,
            "Make the Secret beside the manifests, and refer to it.",
            "CIS Kubernetes Benchmark 5.4.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var manifest in Manifest.All(context))
        {
            if (manifest.Kind == "Secret")
                yield return Descriptor.Report(manifest.At(manifest.Root), "A Secret with its content is part of the delivery.");
            foreach (var variable in manifest.Containers.SelectMany(static container => Manifest.Items(container, "env")))
            {
                if (
                    (Manifest.Text(variable, "name") ?? "").ToLowerInvariant().HasWord("password", "secret", "token", "key", "pwd")
                    && Manifest.Text(variable, "value") is { } value
                    && !IsHarmless(value)
                )
                    yield return Descriptor.Report(manifest.At(variable), "A variable that looks like a secret has its value written out.");
            }
        }
    }

    // The path of a file, or a switch.
    private static bool IsHarmless(string value) => value.StartsWith('/') || value is "yes" or "no" or "true" or "false";
}
