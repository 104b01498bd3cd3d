using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>The problems by which declared behaviour refuses an operation: its guards, its effects, the rules of what it writes.</summary>
internal static class BehaviourProblems
{
    /// <summary>Code of an action that is called in another state than its transition begins from.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>Code of what follows from the values and can't be computed or kept: too large a sum, a quotient of nothing.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Statuses and codes, in the order in which they are found; each once.</summary>
    public static IEnumerable<(int Status, string Code)> Of(BlueprintIndex index, Operation operation)
    {
        if (index.EntityById(operation.Entity) is not { } entity || OperationTraits.Of(operation) is not { Changes: true, HasLinks: false })
            return CallTraits.Computes(operation) ? [(409, OutOfRange)] : [];
        var written = new List<Entity>();
        if (operation.Kind is OperationKind.Create or OperationKind.Update or OperationKind.Action)
            written.Add(entity);
        var refusals = new List<IRefusal>(operation.Guards);
        Walk(index, operation.Effects, BehaviourScopes.Of(index, operation), refusals, written);
        var all = refusals.Concat(written.SelectMany(found => RulesOf(index, found)).Distinct());
        var found = all.Where(static refusal => refusal.Problem is not null).Select(static refusal => (refusal.Status, refusal.Problem!));
        if (operation.Transition is { From.Count: > 0 })
            found = found.Prepend((409, WrongState));
        return (Computes(operation, written) ? found.Append((409, OutOfRange)) : found).Distinct();
    }

    // Whether numbers are computed: by effects, or for what is written.
    private static bool Computes(Operation operation, IReadOnlyList<Entity> written) =>
        CallTraits.Computes(operation)
        || Computes(operation.Effects)
        || written.Any(static entity => entity.Fields.Any(static field => field.Computed is not null));

    private static bool Computes(IEnumerable<Effect> effects) =>
        effects
            .SelectMany(EffectTree.All)
            .Any(static effect =>
                effect.Add is not null
                || effect
                    .Set.Values.Concat(effect.Create?.Values.Values ?? [])
                    .Any(static value => value.AsSpan().ContainsAny('+', '*', '/'))
            );

    /// <summary>The rules that a written row can break: those of its entity, and of parents whose computed values it changes.</summary>
    private static IEnumerable<EntityRule> RulesOf(BlueprintIndex index, Entity entity) =>
        entity.Rules.Concat(
            index
                .RelationsTo(entity.Id)
                .Select(relation => index.EntityById(relation.From))
                .OfType<Entity>()
                .Where(parent => parent.Id != entity.Id && parent.Fields.Any(static field => field.Computed is not null))
                .SelectMany(static parent => parent.Rules)
        );

    private static void Walk(
        BlueprintIndex index,
        IReadOnlyList<Effect> effects,
        ExpressionScope scope,
        List<IRefusal> refusals,
        List<Entity> written
    )
    {
        foreach (var effect in effects)
        {
            foreach (var target in effect.Set.Keys)
                Written(target, scope, written);
            if (effect.Add is { } add)
            {
                refusals.Add(add);
                Written(add.To, scope, written);
            }

            if (effect.Create is { } create && index.EntityById(create.Entity) is { } created)
            {
                written.Add(created);
                if (create.As is { } name)
                    scope = scope.With(name, created);
            }

            if (effect.ForEach is { } loop && Rows(loop.In, scope) is { } rows)
                Walk(index, loop.Effects, scope.With(loop.As, rows), refusals, written);
        }
    }

    private static void Written(string target, ExpressionScope scope, List<Entity> written)
    {
        try
        {
            if (ExpressionReader.Read(target, scope) is MemberNode { Owner.Type.Entity: { } entity })
                written.Add(entity);
        }
        catch (ExpressionException)
        {
            // Reported where it stands.
        }
    }

    private static Entity? Rows(string collection, ExpressionScope scope)
    {
        try
        {
            return ExpressionReader.ReadCollection(collection, scope).Entity;
        }
        catch (ExpressionException)
        {
            return null;
        }
    }
}
