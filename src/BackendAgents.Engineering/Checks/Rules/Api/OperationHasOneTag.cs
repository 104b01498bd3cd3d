using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every operation has a tag.</summary>
internal sealed class OperationHasOneTag()
    : Rule(
        new RuleDescriptor(
            "API005",
            "Every operation has a tag.",
            Area.Api,
            Severity.Warning,
            "Tag the operation with its resource, so that documentation groups it.",
            "Spectral operation-tags"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where operation.Node["tags"] is not JsonArray { Count: > 0 }
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} has no tag.");
}
