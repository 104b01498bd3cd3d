using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>WORKDIR is absolute.</summary>
internal sealed class WorkingFolderIsAbsolute()
    : Rule(
        new RuleDescriptor("OPS010", "WORKDIR is absolute.", Area.Operations, Severity.Error, "Begin it with a slash.", "hadolint DL3000")
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where
                instruction.Keyword == "WORKDIR"
                && !instruction.Arguments.TrimStart('"').StartsWith('/')
                && !instruction.Arguments.StartsWith('$')
            select Descriptor.Report(DockerfileText.At(instruction), $"'{instruction.Arguments}' depends on the base image.");
}
