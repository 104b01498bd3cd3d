using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every tag in use is declared and described.</summary>
internal sealed class TagsAreDescribed()
    : Rule(
        new RuleDescriptor(
            "API011",
            "Every tag in use is declared and described.",
            Area.Api,
            Severity.Warning,
            "Describe the entity in the blueprint; its tag takes the text over.",
            "Spectral tag-description, operation-tag-defined"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is not { } document)
            yield break;
        var described = (document.Root["tags"] as JsonArray ?? [])
            .Where(static tag => tag is JsonObject found && !string.IsNullOrWhiteSpace(OpenApiText.Text(found["description"])))
            .Select(static tag => OpenApiText.Text(tag!["name"]))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var operation in document.Operations)
        {
            foreach (var tag in (operation.Node["tags"] as JsonArray ?? []).Select(OpenApiText.Text).Where(tag => !described.Contains(tag)))
                yield return Descriptor.Report(
                    document.At(operation.Node) with
                    {
                        Element = tag,
                    },
                    $"The tag '{tag}' is not declared with a description."
                );
        }
    }
}
