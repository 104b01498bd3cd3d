using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Amounts of money are exact.</summary>
internal sealed class MoneyIsExact()
    : Rule(
        new RuleDescriptor(
            "DATA004",
            "Amounts of money are exact.",
            Area.Data,
            Severity.Error,
            "Use the type money or decimal.",
            "PostgreSQL wiki: numeric types; CWE-682"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where
            pair.Field.Type == FieldType.Double
            && pair.Field.Name.HasWord("price", "amount", "cost", "fee", "salary", "balance", "total", "payment", "revenue", "budget")
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} is money in binary floating point.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field => field with { Type = FieldType.Money });
}
