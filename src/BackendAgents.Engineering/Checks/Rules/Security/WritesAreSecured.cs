using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Operations that change data ask for credentials.</summary>
internal sealed class WritesAreSecured()
    : Rule(
        new RuleDescriptor(
            "SEC014",
            "Operations that change data ask for credentials.",
            Area.Security,
            Severity.Error,
            "Add security to the operation; only logging in and registering go without.",
            "Spectral owasp:api2:2023-write-restricted"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where
                operation.Writes
                && document.Root["components"]?["securitySchemes"] is JsonObject { Count: > 0 }
                && !IsOfLogin(operation)
                && !operation.Secured(document)
                && !IsSigned(operation, document)
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} changes data without credentials.");

    private static bool IsOfLogin(OpenApiOperationText operation) =>
        operation.Path.Contains("/auth/", StringComparison.Ordinal)
        || OpenApiText.Text(operation.Node["operationId"]) is { } id && AuthenticationRoutes.Operations.Contains(id);

    // Who signs what it sends shows by that who it is.
    private static bool IsSigned(OpenApiOperationText operation, OpenApiText document) =>
        operation
            .Parameters(document)
            .Any(static parameter =>
                OpenApiText.Text(parameter["in"]) == "header"
                && parameter["required"]?.GetValueKind() == JsonValueKind.True
                && OpenApiText.Text(parameter["name"])?.Contains("signature", StringComparison.OrdinalIgnoreCase) == true
            );
}
