using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Ratings and percentages have bounds.</summary>
internal sealed class ScalesAreBounded()
    : Rule(
        new RuleDescriptor(
            "DATA010",
            "Ratings and percentages have bounds.",
            Area.Data,
            Severity.Warning,
            "Set min and max.",
            "SchemaCrawler LinterColumnTypes; OWASP ASVS 5.0 2.2.1"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field.Type is FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Double
        where pair.Field.Name.HasWord("rating", "stars", "percent", "percentage") && (pair.Field.Min is null || pair.Field.Max is null)
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} has no bounds.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field =>
            field.Name.HasWord("percent", "percentage")
                ? field with
                {
                    Min = field.Min ?? 0,
                    Max = field.Max ?? 100,
                }
                : field with
                {
                    Min = field.Min ?? 1,
                    Max = field.Max ?? 5,
                }
        );
}
