using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>No path ends in a slash or carries a query.</summary>
internal sealed class PathHasNoTrailingSlash()
    : Rule(
        new RuleDescriptor(
            "API008",
            "No path ends in a slash or carries a query.",
            Area.Api,
            Severity.Warning,
            "Write the path without it; parameters are declared.",
            "Spectral path-keys-no-trailing-slash, path-not-include-query"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where (operation.Path.Length > 1 && operation.Path.EndsWith('/')) || operation.Path.Contains('?')
            select Descriptor.Report(document.At(operation.Node), $"The path '{operation.Path}' ends in a slash or carries a query.");
}
