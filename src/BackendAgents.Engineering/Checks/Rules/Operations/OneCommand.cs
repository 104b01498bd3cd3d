using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>A stage has one CMD and one ENTRYPOINT.</summary>
internal sealed class OneCommand()
    : Rule(
        new RuleDescriptor(
            "OPS009",
            "A stage has one CMD and one ENTRYPOINT.",
            Area.Operations,
            Severity.Error,
            "Keep the last.",
            "hadolint DL4003, DL4004"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from same in file
                .LastStage.Where(static instruction => instruction.Keyword is "CMD" or "ENTRYPOINT")
                .GroupBy(static instruction => instruction.Keyword)
            from superseded in same.SkipLast(1)
            select Descriptor.Report(DockerfileText.At(superseded), $"A later {same.Key} takes its place.");
}
