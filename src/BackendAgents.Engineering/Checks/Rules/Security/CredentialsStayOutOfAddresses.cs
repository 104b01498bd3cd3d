using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Credentials are neither basic nor part of an address.</summary>
internal sealed class CredentialsStayOutOfAddresses()
    : Rule(
        new RuleDescriptor(
            "SEC021",
            "Credentials are neither basic nor part of an address.",
            Area.Security,
            Severity.Error,
            "Use bearer tokens in the Authorization header.",
            "Spectral owasp:api2:2023-no-http-basic, owasp:api2:2023-no-api-keys-in-url"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from scheme in OpenApiText.Members(document.Root["components"]?["securitySchemes"])
            where scheme.Value is not null
            where
                string.Equals(OpenApiText.Text(scheme.Value["scheme"]), "basic", StringComparison.OrdinalIgnoreCase)
                || (OpenApiText.Text(scheme.Value["type"]) == "apiKey" && OpenApiText.Text(scheme.Value["in"]) is "query" or "path")
            select Descriptor.Report(document.At(scheme.Value), $"The security scheme '{scheme.Key}' exposes credentials.");
}
