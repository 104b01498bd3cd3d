using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Servers other than this machine are reached by https.</summary>
internal sealed class ServersUseTls()
    : Rule(
        new RuleDescriptor(
            "SEC022",
            "Servers other than this machine are reached by https.",
            Area.Security,
            Severity.Error,
            "Write https.",
            "Spectral owasp:api8:2023-no-server-http"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from server in document.Root["servers"] as JsonArray ?? []
            where server is JsonObject
            let address = OpenApiText.Text(server["url"]) ?? ""
            where Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: false }
            select Descriptor.Report(document.At(server), $"'{address}' is reached without encryption.");
}
