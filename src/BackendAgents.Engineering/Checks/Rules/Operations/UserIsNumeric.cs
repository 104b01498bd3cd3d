using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>The user of the container is a number.</summary>
internal sealed class UserIsNumeric()
    : Rule(
        new RuleDescriptor(
            "OPS004",
            "The user of the container is a number.",
            Area.Operations,
            Severity.Warning,
            "Use the numeric id: orchestrators can't tell that a name isn't root.",
            "Kubernetes pod security standards, runAsNonRoot"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from user in file.LastStage.Where(static instruction => instruction.Keyword == "USER").TakeLast(1)
            where !user.Arguments.Split(':')[0].All(char.IsAsciiDigit)
            select Descriptor.Report(DockerfileText.At(user), $"The user is '{user.Arguments}'.");
}
