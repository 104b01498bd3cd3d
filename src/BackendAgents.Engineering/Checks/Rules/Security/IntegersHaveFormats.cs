using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Integer schemas say how large they get.</summary>
internal sealed class IntegersHaveFormats()
    : Rule(
        new RuleDescriptor(
            "SEC017",
            "Integer schemas say how large they get.",
            Area.Security,
            Severity.Warning,
            "Add format int32 or int64, or minimum and maximum.",
            "Spectral owasp:api4:2023-integer-format, owasp:api4:2023-integer-limit"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from schema in document.Schemas()
            where
                OpenApiText.Text(schema["type"]) == "integer"
                && schema["format"] is null
                && (schema["minimum"] is null || schema["maximum"] is null)
            select Descriptor.Report(
                document.At(schema) with
                {
                    Element = schema.GetPath(),
                },
                $"The integer at {schema.GetPath()} has neither format nor bounds."
            );
}
