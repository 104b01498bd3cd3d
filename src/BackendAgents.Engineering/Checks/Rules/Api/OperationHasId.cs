using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every operation has an operationId.</summary>
internal sealed class OperationHasId()
    : Rule(
        new RuleDescriptor(
            "API002",
            "Every operation has an operationId.",
            Area.Api,
            Severity.Error,
            "Give the operation a camel-case operationId; clients are generated from it.",
            "Spectral operation-operationId"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where OpenApiText.Text(operation.Node["operationId"]) is null or ""
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} has no operationId.");
}
