using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>The document names at least one server.</summary>
internal sealed class ServersAreNamed()
    : Rule(
        new RuleDescriptor(
            "API010",
            "The document names at least one server.",
            Area.Api,
            Severity.Warning,
            "Add servers; \"/\" means the host that serves the document.",
            "Spectral oas3-api-servers"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is { Error: null } document && document.Root["servers"] is not JsonArray { Count: > 0 })
            yield return Descriptor.Report(document.At(document.Root), "The document names no server.");
    }
}
