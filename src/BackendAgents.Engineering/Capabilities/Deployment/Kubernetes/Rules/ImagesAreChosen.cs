using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>The overlay says which image runs, by a tag that is not latest.</summary>
internal sealed class ImagesAreChosen()
    : Rule(
        new RuleDescriptor(
            "OPS022",
            "The overlay says which image runs, by a tag that is not latest.",
            Area.Operations,
            Severity.Warning,
            "Set newTag of the image in the overlay.",
            "kube-score container-image-tag"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var manifests = Manifest.All(context).ToList();
        var chosen = manifests
            .Where(static manifest => manifest.Kind == "Kustomization")
            .SelectMany(static manifest => Manifest.Items(manifest.Root, "images"))
            .Where(static image =>
                Manifest.Text(image, "newTag") is { } tag && tag != "latest" || Manifest.Text(image, "digest") is not null
            )
            .Select(static image => Manifest.Text(image, "name"))
            .ToHashSet();
        foreach (var manifest in manifests)
        foreach (var container in manifest.Containers)
        {
            var image = Manifest.Text(container, "image") ?? "";
            var tag = image.Split('/')[^1].Split(':') is [_, var named] ? named : null;
            if (tag == "latest" || (tag is null && !chosen.Contains(image)))
                yield return Descriptor.Report(manifest.At(container), $"The image '{image}' may be any version.");
        }
    }
}
