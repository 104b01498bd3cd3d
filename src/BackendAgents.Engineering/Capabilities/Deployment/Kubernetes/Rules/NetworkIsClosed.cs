using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>Nobody reaches anybody unless a policy says so.</summary>
internal sealed class NetworkIsClosed()
    : Rule(
        new RuleDescriptor(
            "OPS020",
            "Nobody reaches anybody unless a policy says so.",
            Area.Operations,
            Severity.Error,
            "Add a NetworkPolicy that selects all pods and denies both directions.",
            "CIS Kubernetes Benchmark 5.3.2; kube-score pod-networkpolicy"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var manifests = Manifest.All(context).ToList();
        if (
            manifests.Find(static manifest => manifest.Kind == "Deployment") is { } deployment
            && !manifests.Exists(manifest => DeniesAll(manifest, Labels(deployment)))
        )
            yield return Descriptor.Report(deployment.At(deployment.Root), "No NetworkPolicy denies what no other allows.");
    }

    // All pods, or all of the service where others share the namespace.
    private static bool DeniesAll(Manifest manifest, HashSet<string> labels) =>
        manifest.Kind == "NetworkPolicy"
        && Manifest.Map(manifest.Root, "spec", "podSelector") is { } pods
        && (pods.Children.Count == 0 || (Pairs(Manifest.Map(pods, "matchLabels")) is [_] ours && ours.TrueForAll(labels.Contains)))
        && Manifest.Map(manifest.Root, "spec") is { } spec
        && !spec.Children.ContainsKey("ingress")
        && !spec.Children.ContainsKey("egress")
        && spec.Children.TryGetValue("policyTypes", out var types)
        && types is YamlSequenceNode { Children.Count: 2 };

    private static HashSet<string> Labels(Manifest deployment) =>
        [.. Pairs(Manifest.Map(deployment.Root, "spec", "template", "metadata", "labels"))];

    private static List<string> Pairs(YamlMappingNode? labels) =>
        labels is null ? [] : [.. labels.Children.Select(static pair => $"{pair.Key}={pair.Value}")];
}
