using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Operations document 429.</summary>
internal sealed class RateLimitsAreDocumented()
    : Rule(
        new RuleDescriptor(
            "SEC019",
            "Operations document 429.",
            Area.Security,
            Severity.Warning,
            "Add the response with Retry-After; clients must know to slow down.",
            "Spectral owasp:api4:2023-rate-limit-responses-429"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where !operation.Responses.Any(static response => response.Key == "429")
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} documents no 429.");
}
