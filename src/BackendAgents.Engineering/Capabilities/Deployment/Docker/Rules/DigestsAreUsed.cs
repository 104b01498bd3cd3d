using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Docker.Rules;

/// <summary>A digest pins an image that the delivery uses.</summary>
internal sealed class DigestsAreUsed()
    : Rule(
        new RuleDescriptor(
            "OPS034",
            "A digest pins an image that the delivery uses.",
            Area.Operations,
            Severity.Warning,
            "Name the image as it stands in Dockerfile or compose.yaml, its tag included, or take the digest out.",
            "OCI Image Format Specification, descriptors"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pinned in ServiceImage.Digests(context.Blueprint)
        // The blueprint names each, whether anything is made of it or not.
        where !context.Artifacts.Any(file => file.Path != Place.BlueprintFile && file.Content.Contains(pinned, StringComparison.Ordinal))
        select Report("docker", $"Nothing is made of '{pinned.Split('@')[0]}', so that its digest pins nothing.");
}
