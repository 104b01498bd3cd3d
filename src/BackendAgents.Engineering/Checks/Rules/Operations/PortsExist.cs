using System.Globalization;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>What an image exposes are ports that a user without rights can open.</summary>
internal sealed class PortsExist()
    : Rule(
        new RuleDescriptor(
            "OPS033",
            "What an image exposes are ports that a user without rights can open.",
            Area.Operations,
            Severity.Error,
            "Use a port from 1024 to 65535.",
            "hadolint DL3011; CIS Docker Benchmark 5.8"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.LastStage
            where instruction.Keyword == "EXPOSE"
            from word in instruction.Words
            let port = word.Split('/')[0]
            where
                !port.StartsWith('$')
                && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1024 and <= 65_535)
            select Descriptor.Report(DockerfileText.At(instruction), $"'{word}' is no such port.");
}
