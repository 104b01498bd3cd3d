using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>No secret is baked into the image.</summary>
internal sealed class ImagesHoldNoSecrets()
    : Rule(
        new RuleDescriptor(
            "OPS008",
            "No secret is baked into the image.",
            Area.Operations,
            Severity.Error,
            "Pass secrets at run time, or use RUN --mount=type=secret.",
            "CIS Docker Benchmark 4.10"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        DockerfileText.Of(context) is not { } file
            ? []
            : from instruction in file.Instructions
            where
                instruction.Keyword is "ENV" or "ARG"
                && instruction.Words.Any(static word =>
                    word.Split('=') is [var name, { Length: > 0 }, ..]
                    && name.ToLowerInvariant().HasWord("password", "secret", "token", "key", "passwd", "pwd")
                )
            select Descriptor.Report(DockerfileText.At(instruction), $"{instruction.Keyword} sets a secret.");
}
