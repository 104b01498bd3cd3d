using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>No base image is 'latest'.</summary>
internal sealed class ImagesAreNotLatest()
    : Rule(
        new RuleDescriptor("OPS002", "No base image is 'latest'.", Area.Operations, Severity.Warning, "Pin the version.", "hadolint DL3007")
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where instruction.Keyword == "FROM" && instruction.Image.EndsWith(":latest", StringComparison.Ordinal)
            select Descriptor.Report(DockerfileText.At(instruction), $"'{instruction.Image}' is another image tomorrow.");
}
