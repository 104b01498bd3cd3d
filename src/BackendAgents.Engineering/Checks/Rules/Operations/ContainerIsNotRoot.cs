using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>The container does not run as root.</summary>
internal sealed class ContainerIsNotRoot()
    : Rule(
        new RuleDescriptor(
            "OPS003",
            "The container does not run as root.",
            Area.Operations,
            Severity.Error,
            "End with USER and a numeric id.",
            "hadolint DL3002; CIS Docker Benchmark 4.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (DockerfileText.Of(context) is not { } file || file.LastStage.FirstOrDefault() is not { } from)
            yield break;
        var user = file.LastStage.LastOrDefault(static instruction => instruction.Keyword == "USER");
        if (user is null || user.Arguments.Split(':')[0] is "root" or "0")
            yield return Descriptor.Report(DockerfileText.At(user ?? from), "The service runs as root.");
    }
}
