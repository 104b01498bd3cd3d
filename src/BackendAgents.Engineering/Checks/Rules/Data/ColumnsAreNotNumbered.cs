using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Columns are not counted through.</summary>
internal sealed class ColumnsAreNotNumbered()
    : Rule(
        new RuleDescriptor(
            "DATA007",
            "Columns are not counted through.",
            Area.Data,
            Severity.Warning,
            "Make it a related entity with one row each.",
            "SchemaCrawler LinterTableWithIncrementingColumns"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        from same in entity
            .Fields.Where(static field => char.IsAsciiDigit(field.Name[^1]))
            .GroupBy(static field => field.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
        where same.Count() > 1 && !same.All(static field => field.Name.StartsWith("address", StringComparison.OrdinalIgnoreCase))
        select Report(same.First().Id, $"{entity.Name} has {string.Join(", ", same.Select(static field => field.Name))}.");
}
