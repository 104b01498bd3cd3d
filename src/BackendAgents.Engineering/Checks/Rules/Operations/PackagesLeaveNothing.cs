using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>Installing packages needs no sudo and leaves no lists.</summary>
internal sealed class PackagesLeaveNothing()
    : Rule(
        new RuleDescriptor(
            "OPS011",
            "Installing packages needs no sudo and leaves no lists.",
            Area.Operations,
            Severity.Warning,
            "Drop sudo; use --no-install-recommends and remove /var/lib/apt/lists in the same RUN.",
            "hadolint DL3004, DL3009, DL3015"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where
                instruction.Keyword == "RUN"
                && (
                    instruction.Words.Contains("sudo")
                    || (
                        instruction.Arguments.Contains("apt-get install", StringComparison.Ordinal)
                        && !(
                            instruction.Arguments.Contains("--no-install-recommends", StringComparison.Ordinal)
                            && instruction.Arguments.Contains("rm -rf /var/lib/apt/lists", StringComparison.Ordinal)
                        )
                    )
                )
            select Descriptor.Report(DockerfileText.At(instruction), "The layer holds more than it needs.");
}
