using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>The OpenAPI document is well-formed.</summary>
internal sealed class DocumentIsReadable()
    : Rule(
        new RuleDescriptor(
            "API001",
            "The OpenAPI document is well-formed.",
            Area.Api,
            Severity.Error,
            "Emit it again from the blueprint, or mend the JSON.",
            "Spectral oas3-schema"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is { Error: { } error } document)
            yield return Descriptor.Report(new Place(OpenApiText.Path, Line: document.ErrorLine), $"The document can't be read: {error}");
    }
}
