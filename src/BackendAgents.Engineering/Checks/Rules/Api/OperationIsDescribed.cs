using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every operation has a description.</summary>
internal sealed class OperationIsDescribed()
    : Rule(
        new RuleDescriptor(
            "API004",
            "Every operation has a description.",
            Area.Api,
            Severity.Warning,
            "Describe the operation in the blueprint.",
            "Spectral operation-description"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where string.IsNullOrWhiteSpace(OpenApiText.Text(operation.Node["description"]))
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} has no description.");
}
