using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Operations that ask for credentials document 401.</summary>
internal sealed class SecuredOperationsAnswer401()
    : Rule(
        new RuleDescriptor(
            "SEC018",
            "Operations that ask for credentials document 401.",
            Area.Security,
            Severity.Warning,
            "Add the response.",
            "Spectral owasp:api8:2023-define-error-responses-401"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where operation.Secured(document) && !operation.Responses.Any(static response => response.Key == "401")
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} asks for credentials and documents no 401.");
}
