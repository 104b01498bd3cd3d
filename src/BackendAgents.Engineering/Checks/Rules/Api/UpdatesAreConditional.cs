using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Updates ask for If-Match, so that nobody overwrites unseen changes.</summary>
internal sealed class UpdatesAreConditional()
    : Rule(
        new RuleDescriptor(
            "API015",
            "Updates ask for If-Match, so that nobody overwrites unseen changes.",
            Area.Api,
            Severity.Warning,
            "Declare the header If-Match and the responses 412 and 428.",
            "RFC 9110 13.1.1; RFC 6585 3"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            where operation is { Method: "put" } && operation.Node["requestBody"] is { } body && !IsFile(body)
            where
                !operation
                    .Parameters(document)
                    .Any(static parameter =>
                        string.Equals(OpenApiText.Text(parameter["name"]), "If-Match", StringComparison.OrdinalIgnoreCase)
                    ) || !operation.Responses.Any(static response => response.Key == "412")
            select Descriptor.Report(document.At(operation.Node), $"{operation.Name} can overwrite a change that its caller hasn't seen.");

    // Whoever sends a file replaces all of it, whatever was there.
    private static bool IsFile(JsonNode body) =>
        body["content"] is JsonObject { Count: > 0 } content
        && content.All(static media => !media.Key.Contains("json", StringComparison.OrdinalIgnoreCase));
}
