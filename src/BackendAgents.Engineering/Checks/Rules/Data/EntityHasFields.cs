using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Every entity stores something.</summary>
internal sealed class EntityHasFields()
    : Rule(
        new RuleDescriptor(
            "DATA001",
            "Every entity stores something.",
            Area.Data,
            Severity.Warning,
            "Add fields, or make it a relation.",
            "SchemaCrawler LinterTableWithSingleColumn"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        where entity.Fields.Count == 0 && !context.Blueprint.Relations.Any(relation => relation.To == entity.Id)
        select Report(entity.Id, $"{entity.Name} has no field and belongs to nothing.");
}
