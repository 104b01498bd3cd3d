using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>Files are copied, not added.</summary>
internal sealed class FilesAreCopied()
    : Rule(
        new RuleDescriptor(
            "OPS006",
            "Files are copied, not added.",
            Area.Operations,
            Severity.Error,
            "Use COPY; ADD unpacks and downloads.",
            "hadolint DL3020; CIS Docker Benchmark 4.9"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where instruction.Keyword == "ADD"
            select Descriptor.Report(DockerfileText.At(instruction), "ADD does more than copy.");
}
