using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>CMD and ENTRYPOINT are JSON arrays.</summary>
internal sealed class CommandsAreArrays()
    : Rule(
        new RuleDescriptor(
            "OPS005",
            "CMD and ENTRYPOINT are JSON arrays.",
            Area.Operations,
            Severity.Warning,
            "Write [\"dotnet\", \"App.dll\"]; a shell in between swallows SIGTERM.",
            "hadolint DL3025"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where instruction.Keyword is "CMD" or "ENTRYPOINT" && !instruction.Arguments.StartsWith('[')
            select Descriptor.Report(DockerfileText.At(instruction), $"{instruction.Keyword} goes through a shell.");
}
