using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every schema component is referred to.</summary>
internal sealed class ComponentsAreUsed()
    : Rule(
        new RuleDescriptor(
            "API012",
            "Every schema component is referred to.",
            Area.Api,
            Severity.Warning,
            "Remove it, or refer to it.",
            "Spectral oas3-unused-component"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is not { Error: null } document)
            yield break;
        var used = new HashSet<string>(StringComparer.Ordinal);
        Collect(document.Root, used);
        foreach (var (name, schema) in OpenApiText.Members(document.Root["components"]?["schemas"]))
        {
            if (schema is not null && !used.Contains($"#/components/schemas/{name}"))
                yield return Descriptor.Report(document.At(schema), $"Nothing refers to the schema '{name}'.");
        }
    }

    private static void Collect(JsonNode? node, HashSet<string> used)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Collect(item, used);
        }

        foreach (var (key, value) in OpenApiText.Members(node))
        {
            if (key == "$ref" && OpenApiText.Text(value) is { } target)
                used.Add(target);
            Collect(value, used);
        }
    }
}
