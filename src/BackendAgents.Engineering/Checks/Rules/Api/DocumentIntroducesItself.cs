using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>The document says what it is, and whom to ask.</summary>
internal sealed class DocumentIntroducesItself()
    : Rule(
        new RuleDescriptor(
            "API009",
            "The document says what it is, and whom to ask.",
            Area.Api,
            Severity.Warning,
            "Give the service a description; info needs description and contact.",
            "Spectral info-description, info-contact"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is not { Error: null } document)
            yield break;
        var info = document.Root["info"] as JsonObject ?? document.Root;
        foreach (var member in (string[])["description", "contact"])
        {
            if (info[member] is null || string.IsNullOrWhiteSpace(info[member]!.ToString()))
                yield return Descriptor.Report(document.At(info) with { Element = member }, $"info has no {member}.");
        }
    }
}
