using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Columns of a unique index have values.</summary>
internal sealed class UniqueColumnsAreRequired()
    : Rule(
        new RuleDescriptor(
            "DATA002",
            "Columns of a unique index have values.",
            Area.Data,
            Severity.Info,
            "Make the field required, or drop uniqueness: rows without a value are never duplicates.",
            "SchemaCrawler LinterNullColumnsInUniqueIndex"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where
            !pair.Field.Required
            && (pair.Field.Unique || pair.Entity.Indexes.Any(index => index.Unique && index.Columns.Contains(pair.Field.Id)))
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} is unique but may be missing.");
}
