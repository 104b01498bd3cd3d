using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Error responses are problem details.</summary>
internal sealed class ErrorsAreProblems()
    : Rule(
        new RuleDescriptor(
            "API013",
            "Error responses are problem details.",
            Area.Api,
            Severity.Warning,
            "Use application/problem+json with the ProblemDetails schema.",
            "RFC 9457; Spectral owasp:api8:2023-define-error-validation"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            from response in operation.Responses
            where response.Key[0] is '4' or '5'
            let body = document.Resolve(response.Value)
            where body?["content"] is not JsonObject content || !content.ContainsKey("application/problem+json")
            select Descriptor.Report(
                document.At(operation.Node) with
                {
                    Element = response.Key,
                },
                $"{operation.Name} answers {response.Key} without problem details."
            );
}
