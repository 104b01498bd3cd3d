using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Ids in paths can't be counted through.</summary>
internal sealed class IdsAreNotGuessable()
    : Rule(
        new RuleDescriptor(
            "SEC020",
            "Ids in paths can't be counted through.",
            Area.Security,
            Severity.Error,
            "Use UUIDs.",
            "Spectral owasp:api1:2023-no-numeric-ids"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        OpenApiText.Of(context) is not { } document
            ? []
            : from operation in document.Operations
            from parameter in operation.Parameters(document)
            where
                OpenApiText.Text(parameter["in"]) == "path"
                && OpenApiText.Text(parameter["name"]) is { } name
                && name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            where OpenApiText.Text(document.Resolve(parameter["schema"])?["type"]) is "integer" or "number"
            select Descriptor.Report(
                document.At(operation.Node) with
                {
                    Element = OpenApiText.Text(parameter["name"]),
                },
                $"{operation.Name} identifies rows by a number."
            );
}
