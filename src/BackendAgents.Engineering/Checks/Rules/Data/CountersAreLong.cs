using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Counters that grow without end have 64 bits.</summary>
internal sealed class CountersAreLong()
    : Rule(
        new RuleDescriptor(
            "DATA005",
            "Counters that grow without end have 64 bits.",
            Area.Data,
            Severity.Warning,
            "Use the type long.",
            "Squawk prefer-bigint-over-int"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where
            pair.Field is { Type: FieldType.Int, Max: null }
            && pair.Field.Name.HasWord("views", "bytes", "hits", "impressions", "clicks", "sequence")
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} overflows beyond 2,147,483,647.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field => field with { Type = FieldType.Long });
}
