using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>No two operations share an operationId.</summary>
internal sealed class OperationIdsAreUnique()
    : Rule(
        new RuleDescriptor(
            "API003",
            "No two operations share an operationId.",
            Area.Api,
            Severity.Error,
            "Rename one of them.",
            "Spectral operation-operationId-unique"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            let id = OpenApiText.Text(operation.Node["operationId"])
            where id is { Length: > 0 }
            group operation by id into same
            from second in same.Skip(1)
            select Descriptor.Report(document.At(second.Node), $"The operationId '{same.Key}' stands more than once.");
}
