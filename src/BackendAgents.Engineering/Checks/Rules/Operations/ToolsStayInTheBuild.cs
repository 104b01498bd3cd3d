using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>The final image holds no SDK.</summary>
internal sealed class ToolsStayInTheBuild()
    : Rule(
        new RuleDescriptor(
            "OPS012",
            "The final image holds no SDK.",
            Area.Operations,
            Severity.Warning,
            "Build in one stage and run in another, on the runtime image.",
            "CIS Docker Benchmark 4.3"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.LastStage.Take(1)
            where instruction.Keyword == "FROM" && instruction.Image.Split('/')[^1].StartsWith("sdk:", StringComparison.Ordinal)
            select Descriptor.Report(DockerfileText.At(instruction), $"The service runs on '{instruction.Image}', compilers and all.");
}
