namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>Effects, with those within them.</summary>
internal static class EffectTree
{
    /// <summary>All effects of a blueprint, wherever they stand.</summary>
    public static IEnumerable<Effect> Of(Blueprint blueprint) =>
        blueprint
            .Operations.SelectMany(static operation => operation.Effects)
            .Concat(blueprint.Jobs.SelectMany(static job => job.Effects))
            .Concat(blueprint.Subscriptions.SelectMany(static taken => taken.Effects))
            .Concat(blueprint.Providers.SelectMany(static provider => provider.Answered.Concat(provider.Unanswered)))
            .SelectMany(All);

    /// <summary>An effect, and those within it.</summary>
    public static IEnumerable<Effect> All(Effect effect) => (effect.ForEach?.Effects ?? []).SelectMany(All).Prepend(effect);
}
