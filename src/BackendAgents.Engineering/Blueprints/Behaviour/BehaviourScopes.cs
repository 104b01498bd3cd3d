using System.Collections.Immutable;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>Which names the expressions of a blueprint can use, by where they stand.</summary>
internal static class BehaviourScopes
{
    /// <summary>Guards and effects of an operation: the row, the request, the caller.</summary>
    public static ExpressionScope Of(BlueprintIndex index, Operation operation)
    {
        var entity = index.EntityById(operation.Entity);
        var isCall = operation.Kind == OperationKind.Call;
        var scope = new ExpressionScope(index, isCall && !CallTraits.HasRow(operation) ? null : entity)
        {
            HasCaller = index.Account is not null,
            Asked = AskTraits.Scope(operation, index),
        };
        return isCall ? scope with { Inputs = Sent(index, operation.Input) }
            : entity is null || OperationTraits.Of(operation).Body is null ? scope
            : scope with { Inputs = Inputs(index, entity) };
    }

    /// <summary>Rules, computed and copied values: the row alone.</summary>
    /// <param name="index">The blueprint.</param>
    /// <param name="entity">The row's entity.</param>
    public static ExpressionScope OfRow(BlueprintIndex index, Entity entity) => new(index, entity) { HasCaller = false };

    /// <summary>
    /// What an event tells: the row, and who called when it was raised, if somebody did. What is raised by whoever stores a row knows none.
    /// </summary>
    public static ExpressionScope OfTold(BlueprintIndex index, DomainEvent told, Entity entity) =>
        OfRow(index, entity) with
        {
            HasCaller = told.On is null && index.Account is not null,
            IsCallerOptional = true,
        };

    /// <summary>Effects of a subscription: what the event tells, and the row, if they are for one.</summary>
    public static ExpressionScope OfEvent(BlueprintIndex index, DomainEvent told, Entity? entity) =>
        new(index, entity)
        {
            HasCaller = false,
            Told = EventTraits
                .Values(told, index)
                .ToImmutableDictionary(
                    static value => value.Name,
                    static value => new AmbientNode("payload." + value.Name, value.Value.Type),
                    StringComparer.Ordinal
                ),
        };

    /// <summary>The same where the database looks at rows, each called <c>found</c>.</summary>
    public static ExpressionScope OfFound(ExpressionScope scope, Entity entity) =>
        scope with
        {
            Row = entity,
            RowName = "found",
            RowIsLambda = true,
        };

    private static ImmutableDictionary<string, InputNode> Inputs(BlueprintIndex index, Entity entity)
    {
        var inputs = Sent(index, entity.Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.WriteOnly))
            .ToBuilder();
        foreach (var relation in index.RelationsTo(entity.Id).Where(relation => relation.Id != index.OwnerRelation(entity)?.Id))
        {
            var key = Conventions.ForeignKeyProperty(relation);
            inputs[key] = new InputNode(key, null, ExpressionType.Id with { IsNullable = !relation.Required });
        }

        return inputs.ToImmutable();
    }

    /// <summary>What fields bring with them, by name.</summary>
    public static ImmutableDictionary<string, InputNode> Sent(BlueprintIndex index, IEnumerable<Field> fields) =>
        fields.ToImmutableDictionary(
            static field => field.Name,
            field => new InputNode(
                field.Name,
                field,
                ExpressionType.Of(field, index) with
                {
                    IsNullable = !field.Required || field.Default is not null,
                }
            ),
            StringComparer.Ordinal
        );
}
