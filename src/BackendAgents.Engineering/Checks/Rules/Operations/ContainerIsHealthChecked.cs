using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>The image says how its health is checked.</summary>
internal sealed class ContainerIsHealthChecked()
    : Rule(
        new RuleDescriptor(
            "OPS007",
            "The image says how its health is checked.",
            Area.Operations,
            Severity.Warning,
            "Add HEALTHCHECK.",
            "CIS Docker Benchmark 4.6"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (
            DockerfileText.Of(context) is { Instructions.Count: > 0 } file
            && !file.LastStage.Any(static instruction => instruction.Keyword == "HEALTHCHECK" && instruction.Arguments != "NONE")
        )
            yield return Descriptor.Report(DockerfileText.At(file.LastStage.First()), "The image has no health check.");
    }
}
