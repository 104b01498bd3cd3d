using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Array schemas have a limit.</summary>
internal sealed class ArraysHaveLimits()
    : Rule(
        new RuleDescriptor(
            "SEC016",
            "Array schemas have a limit.",
            Area.Security,
            Severity.Warning,
            "Add maxItems.",
            "Spectral owasp:api4:2023-array-limit"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from schema in document.Schemas()
            where OpenApiText.Text(schema["type"]) == "array" && schema["maxItems"] is null
            select Descriptor.Report(
                document.At(schema) with
                {
                    Element = schema.GetPath(),
                },
                $"The array at {schema.GetPath()} has no maxItems."
            );
}
