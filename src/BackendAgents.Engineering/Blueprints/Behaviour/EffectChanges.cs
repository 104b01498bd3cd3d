using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>Which rows effects change, as they are declared. For valid blueprints.</summary>
internal static class EffectChanges
{
    /// <summary>Each change, whether or not its condition holds.</summary>
    public static IEnumerable<(Entity Entity, RowChange Change)> Of(IReadOnlyList<Effect> effects, ExpressionScope scope)
    {
        foreach (var effect in effects)
        {
            foreach (var target in effect.Set.Keys.Concat(effect.Add is { } add ? [add.To] : []))
                if (ExpressionReader.Read(target, scope) is MemberNode { Owner.Type.Entity: { } changed })
                    yield return (changed, RowChange.Updated);
            if (effect.ForEach is { } loop)
                foreach (var made in Of(loop.Effects, scope.With(loop.As, ExpressionReader.ReadCollection(loop.In, scope).Entity)))
                    yield return made;
            if (effect.Delete is { } delete)
                yield return (ExpressionReader.ReadCollection(delete.In, scope).Entity, RowChange.Deleted);
            if (effect.Create is not { } create || scope.Index.EntityById(create.Entity) is not { } stored)
                continue;
            yield return (stored, RowChange.Created);
            if (create.As is { } name)
                scope = scope.With(name, stored);
        }
    }
}
