using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A fact is stored once.</summary>
internal sealed class FactsAreStoredOnce()
    : Rule(
        new RuleDescriptor(
            "DATA018",
            "A fact is stored once.",
            Area.Data,
            Severity.Warning,
            "Move what follows to an entity of its own that has one row for each, or record in 'reason' why it is stored in many.",
            "Codd, Further Normalization of the Data Base Relational Model (third normal form)"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        from dependency in FieldDependency.Repeated(context.Blueprint, entity)
        select Report(
            entity.Id,
            $"{string.Join(", ", dependency.Determine)} of {entity.Name} follows from {string.Join(", ", dependency.Fields)}, "
                + "which many rows may share: a change of one leaves the others as they were."
        );
}
