using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>No index is the beginning of another.</summary>
internal sealed class IndexesAreNotRedundant()
    : Rule(
        new RuleDescriptor(
            "DATA003",
            "No index is the beginning of another.",
            Area.Data,
            Severity.Warning,
            "Drop the shorter one; the longer serves its queries, too.",
            "SchemaCrawler LinterRedundantIndexes"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        from index in entity.Indexes
        where !index.Unique && (entity.Indexes.Any(other => Covers(other, index)) || OwnIndex(context.Blueprint, entity, index))
        select Report(index.Id, $"The index '{index.Id}' on {entity.Name} is served by another.");

    private static bool Covers(EntityIndex other, EntityIndex index) =>
        other.Id != index.Id
        && other.Columns.Take(index.Columns.Count).SequenceEqual(index.Columns)
        && (other.Columns.Count > index.Columns.Count || other.Unique || string.CompareOrdinal(other.Id, index.Id) < 0);

    // A unique field has an index of its own.
    private static bool OwnIndex(Blueprint blueprint, Entity entity, EntityIndex index) =>
        index.Columns is [var only] && entity.Fields.Any(field => field.Id == only && field.Unique);

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity with
                    {
                        Indexes = [.. entity.Indexes.Where(index => index.Id != finding.Place.Element)],
                    }
                ),
            ],
        };
}
