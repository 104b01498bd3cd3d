using System.Text.Json.Nodes;
using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>String schemas have a limit.</summary>
internal sealed class StringsHaveLimits()
    : Rule(
        new RuleDescriptor(
            "SEC015",
            "String schemas have a limit.",
            Area.Security,
            Severity.Warning,
            "Add maxLength, enum or const.",
            "Spectral owasp:api4:2023-string-limit"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from schema in document.Schemas()
            where OpenApiText.Text(schema["type"]) == "string"
            where
                schema["maxLength"] is null
                && schema["enum"] is null
                && OpenApiText.Text(schema["format"]) is not ("uuid" or "date" or "date-time" or "time")
            select Descriptor.Report(document.At(schema) with { Element = Name(schema) }, $"The string at {Name(schema)} has no limit.");

    private static string Name(JsonObject schema) => schema.GetPath().Replace("$.components.schemas.", "", StringComparison.Ordinal);
}
