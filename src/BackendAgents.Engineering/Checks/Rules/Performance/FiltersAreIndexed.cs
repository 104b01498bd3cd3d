using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>What lists are filtered by has an index.</summary>
internal sealed class FiltersAreIndexed()
    : Rule(
        new RuleDescriptor(
            "PERF001",
            "What lists are filtered by has an index.",
            Area.Performance,
            Severity.Warning,
            "Add the index.",
            "Winand, SQL Performance Explained, the where clause; SchemaCrawler LinterTableWithNoIndexes"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Kind == OperationKind.List
        let entity = context.Blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity)
        where entity is not null
        from filter in operation.Filters
        let field = entity.Fields.FirstOrDefault(field => field.Id == filter)
        where field is { Unique: false, Type: not (FieldType.Json or FieldType.Binary or FieldType.Text) }
        where !entity.Indexes.Any(index => index.Columns.Count > 0 && index.Columns[0] == filter)
        select Report(filter, $"{operation.Name} filters by {entity.Name}.{field.Name}, which has no index.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding)
    {
        var entity = blueprint.Entities.First(entity => entity.Fields.Any(field => field.Id == finding.Place.Element));
        var field = entity.Fields.First(field => field.Id == finding.Place.Element);
        var index = new EntityIndex { Id = $"{field.Id}-created-at", Columns = [field.Id, "createdAt"] };
        return blueprint.ChangeEntity(entity.Id, found =>
            found.Indexes.Any(known => known.Id == index.Id) ? found : found with { Indexes = [.. found.Indexes, index] }
        );
    }
}
