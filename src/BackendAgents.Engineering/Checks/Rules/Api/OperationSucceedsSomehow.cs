using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every operation documents a response that means success.</summary>
internal sealed class OperationSucceedsSomehow()
    : Rule(
        new RuleDescriptor(
            "API006",
            "Every operation documents a response that means success.",
            Area.Api,
            Severity.Error,
            "Add the 2xx or 3xx response.",
            "Spectral operation-success-response"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where !operation.Responses.Any(static response => response.Key[0] is '2' or '3')
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} documents no success.");
}
