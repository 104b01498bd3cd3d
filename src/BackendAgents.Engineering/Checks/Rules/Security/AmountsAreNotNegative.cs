using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Prices, totals and quantities that callers write have a least value.</summary>
internal sealed class AmountsAreNotNegative()
    : Rule(
        new RuleDescriptor(
            "SEC010",
            "Prices, totals and quantities that callers write have a least value.",
            Area.Security,
            Severity.Warning,
            "Set min; a negative quantity turns a purchase into a refund.",
            "OWASP ASVS 5.0 2.2.1; CWE-840"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field is { Min: null, Exposure: FieldExposure.ReadWrite or FieldExposure.WriteOnly }
        where
            pair.Field.Type == FieldType.Money
            || (
                pair.Field.Type is FieldType.Int or FieldType.Long or FieldType.Decimal
                && pair.Field.Name.HasWord("quantity", "stock", "price", "seats", "capacity")
            )
        where !pair.Field.Name.HasWord("balance", "adjustment", "delta", "change", "difference")
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} may be negative.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field => field with { Min = 0 });
}
