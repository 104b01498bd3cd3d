using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Rules between the rows of an entity.</summary>
internal static class RuleValidation
{
    public static void Check(ProblemList report, Entity entity, EntityRule rule, string path)
    {
        var kinds = new object?[] { rule.Capacity, rule.NoOverlap, rule.Unique }.Count(static kind => kind is not null);
        report.AddIf(
            kinds != 1,
            BlueprintRules.Behaviour,
            path,
            $"A rule is of one kind; this one has {kinds}.",
            "Give it one of capacity, noOverlap and unique."
        );
        var scope = BehaviourScopes.OfRow(report.Index, entity);
        if (rule.Capacity is { } capacity)
        {
            Reference(report, entity, capacity.Per, path + ".capacity.per");
            var limit = BehaviourValidation.Read(report, capacity.Limit, scope, path + ".capacity.limit");
            report.AddIf(
                limit is not null && !limit.Type.IsNumber,
                BlueprintRules.Expression,
                path + ".capacity.limit",
                $"'{capacity.Limit}' is no number.",
                $"Write a number, or a field of the parent: {capacity.Per}.capacity"
            );
            report.AddIf(
                limit is LiteralNode && decimal.TryParse(capacity.Limit, out var most) && most < 1,
                BlueprintRules.Behaviour,
                path + ".capacity.limit",
                "No row would ever be allowed.",
                "Let the limit be 1 or more."
            );
            Where(report, capacity.Where, scope, path + ".capacity.where");
        }

        if (rule.NoOverlap is { } overlap)
        {
            Reference(report, entity, overlap.Per, path + ".noOverlap.per");
            Instant(report, entity, overlap.From, path + ".noOverlap.from");
            Instant(report, entity, overlap.To, path + ".noOverlap.to");
            Where(report, overlap.Where, scope, path + ".noOverlap.where");
        }

        if (rule.Unique is { } unique)
        {
            foreach (var name in unique.Fields.Where(name => Relation(report, entity, name) is null && Field(entity, name) is null))
                report.Add(
                    BlueprintRules.UnknownReference,
                    path + ".unique.fields",
                    $"{entity.Name} has no field or reference '{NameValidation.Short(name)}'.",
                    $"It has {string.Join(", ", scope.Members(entity))}."
                );
            report.AddIf(
                unique.Fields.All(name => Relation(report, entity, name) is null),
                BlueprintRules.Behaviour,
                path + ".unique.fields",
                "None of the fields is a reference.",
                "Name a reference among them; or set 'unique' of the field, or an index with unique: true."
            );
            Where(report, unique.Where, scope, path + ".unique.where");
        }
    }

    private static Relation? Relation(ProblemList report, Entity entity, string name) => report.Index.Reference(entity.Id, name);

    private static Field? Field(Entity entity, string name) => BlueprintIndex.FieldByName(entity, name);

    private static void Reference(ProblemList report, Entity entity, string name, string path) =>
        report.AddIf(
            report.Index.RelationsTo(entity.Id).All(relation => relation.Name != name),
            BlueprintRules.UnknownReference,
            path,
            $"{entity.Name} has no reference '{NameValidation.Short(name)}'.",
            $"It refers to {string.Join(", ", report.Index.RelationsTo(entity.Id).Select(static relation => relation.Name))}."
        );

    private static void Instant(ProblemList report, Entity entity, string name, string path) =>
        report.AddIf(
            Field(entity, name) is not { } field || FieldTraits.Of(field).Kind is not (ValueKind.Timestamp or ValueKind.Date),
            BlueprintRules.Behaviour,
            path,
            $"{entity.Name} has no date or timestamp '{NameValidation.Short(name)}'.",
            "Name the field where intervals begin or end."
        );

    // Rows that count are told by the database, and those that are written in memory: by their own fields alone.
    private static void Where(ProblemList report, string? where, ExpressionScope scope, string path)
    {
        if (where is null || BehaviourValidation.Condition(report, where, scope, path) is not { } node)
            return;
        report.AddIf(
            node.All.Any(static part => part is ReferenceNode or AggregateNode or CallNode or AmbientNode { Name: not "now" }),
            BlueprintRules.Behaviour,
            path,
            $"'{NameValidation.Short(where)}' needs more than the row's own fields.",
            "Compare fields of the row: exitedAt == null"
        );
    }
}
