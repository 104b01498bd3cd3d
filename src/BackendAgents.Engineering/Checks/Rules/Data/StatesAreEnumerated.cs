using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A state is one of a closed list.</summary>
internal sealed class StatesAreEnumerated()
    : Rule(
        new RuleDescriptor(
            "DATA008",
            "A state is one of a closed list.",
            Area.Data,
            Severity.Warning,
            "Use an enum.",
            "SchemaCrawler LinterColumnTypes; Codd, domain integrity"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where
            pair.Field.Type is FieldType.String or FieldType.Text
            && Conventions.Snake(pair.Field.Name).Split('_')[^1] is "status" or "state" or "priority" or "severity"
        where
            !pair.Field.Name.Equals("state", StringComparison.Ordinal)
            || !pair.Entity.Fields.Any(static field => field.Name is "city" or "country" or "zip" or "postalCode")
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} takes any text.");
}
