using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Reports;

/// <summary>What the answer of a report is made of.</summary>
internal static class ReportSources
{
    /// <summary>The entities whose rows it reads, its own first.</summary>
    /// <exception cref="ExpressionException">An expression is wrong.</exception>
    public static IEnumerable<Entity> Entities(BlueprintIndex index, Operation operation) =>
        Nodes(index, operation)
            .Select(static node =>
                node switch
                {
                    ReferenceNode reference => reference.Type.Entity,
                    CollectionNode rows => rows.Entity,
                    _ => null,
                }
            )
            .OfType<Entity>()
            .Prepend(index.EntityById(operation.Entity)!)
            .Distinct();

    /// <summary>Whether nothing but stored rows decides it: neither the clock, nor who asks, nor links without rows of their own.</summary>
    /// <exception cref="ExpressionException">An expression is wrong.</exception>
    public static bool AreRows(BlueprintIndex index, Operation operation) =>
        !Nodes(index, operation).Any(static node => node is AmbientNode or CollectionNode { Relation.Kind: RelationKind.ManyToMany });

    private static IEnumerable<Node> Nodes(BlueprintIndex index, Operation operation)
    {
        var columns = ReportColumns.Keys(index, operation).Concat(ReportColumns.Values(index, operation));
        var nodes = columns.Select(static column => column.Node).OfType<Node>();
        if (operation.Report!.Where is { } condition)
            nodes = nodes.Append(ExpressionReader.Read(condition, ReportColumns.Scope(index, operation), ExpressionType.Bool));
        return nodes.SelectMany(static node => node.All);
    }
}
