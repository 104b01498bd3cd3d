using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every reference leads somewhere.</summary>
internal sealed class ReferencesResolve()
    : Rule(
        new RuleDescriptor(
            "API014",
            "Every reference leads somewhere.",
            Area.Api,
            Severity.Error,
            "Mend the $ref or add the component.",
            "Spectral invalid-ref"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is { Error: null } document ? Broken(document, document.Root) : [];

    private IEnumerable<Diagnostic> Broken(OpenApiText document, JsonNode? node)
    {
        if (node is JsonObject found && OpenApiText.Text(found["$ref"]) is { } target && document.Resolve(found) is null)
            yield return Descriptor.Report(document.At(found), $"'{target}' leads nowhere.");
        var inner = node is JsonArray array ? array : OpenApiText.Members(node).Select(static member => member.Value);
        foreach (var broken in inner.SelectMany(value => Broken(document, value)))
            yield return broken;
    }
}
