using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Subscriptions: to which event, for which rows, what is done; and that none raises what it waits for.</summary>
internal static class SubscriptionValidation
{
    private const int MaxEffects = 30;

    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Subscriptions.Count; i++)
            Check(report, report.Blueprint.Subscriptions[i], $"subscriptions[{i}]");
        if (report.Problems.Count == 0)
            Circles(report);
    }

    private static void Check(ProblemList report, Subscription taken, string path)
    {
        if (report.Blueprint.Events.FirstOrDefault(told => told.Id == taken.Event) is not { } told)
        {
            var names = report.Blueprint.Events.Select(static told => told.Name).Take(40).ToList();
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".event",
                $"There is no event '{NameValidation.Short(taken.Event)}'.",
                names.Count == 0 ? "Declare it under 'events' with name, entity and payload." : $"There are {string.Join(", ", names)}."
            );
            return;
        }

        Entity? entity = null;
        if (taken.ForEach is { } rows && (entity = report.Index.EntityById(rows)) is null)
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".forEach",
                $"There is no entity '{NameValidation.Short(rows)}'.",
                NameValidation.EntitiesOf(report)
            );
            return;
        }

        report.AddIf(
            (entity is null) != (taken.Where is null),
            BlueprintRules.Missing,
            path + ".where",
            entity is null ? $"{taken.Name} has a condition, but no rows." : $"{taken.Name} would change every {entity.Name}.",
            entity is null ? "Name them: forEach: Product" : "Say which: where: id == payload.productId"
        );
        var scope = BehaviourScopes.OfEvent(report.Index, told, entity);
        if (entity is not null && taken.Where is { } where)
            BehaviourValidation.Condition(report, where, BehaviourScopes.OfFound(scope, entity), path + ".where");
        report.AddIf(
            taken.Effects.Count == 0,
            BlueprintRules.Missing,
            path + ".effects",
            $"{taken.Name} does nothing.",
            "Give it effects: - add: { to: sold, amount: payload.quantity }"
        );
        report.AddIf(taken.Effects.Count > MaxEffects, BlueprintRules.Limit, path, $"{taken.Name} has more than {MaxEffects} effects.");
        new EffectValidation(report).Check(taken.Effects, scope, path + ".effects", 0);
    }

    // An event that in the end raises itself would never come to rest.
    private static void Circles(ProblemList report)
    {
        var blueprint = report.Blueprint;
        var next = blueprint.Subscriptions.ToLookup(static taken => taken.Event, taken => Raised(blueprint, taken));
        foreach (var told in blueprint.Events)
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([told.Id]);
            while (open.TryPop(out var at))
            {
                foreach (var raised in next[at].SelectMany(static raised => raised).Where(reached.Add))
                    open.Push(raised);
            }

            report.AddIf(
                reached.Contains(told.Id),
                BlueprintRules.Event,
                "subscriptions",
                $"{told.Name} raises itself again, without end.",
                "Have the last subscription raise another event, or none."
            );
        }
    }

    private static List<string> Raised(Blueprint blueprint, Subscription taken)
    {
        var effects = taken.Effects.SelectMany(EffectTree.All).ToList();
        var changes = effects.Exists(static effect => effect.Set.Count > 0 || effect.Add is not null);
        return
        [
            .. effects.Select(static effect => effect.Publish).OfType<string>(),
            .. blueprint
                .Events.Where(told =>
                    (told.On == RowChange.Updated && changes && told.Entity == taken.ForEach)
                    || (told.On == RowChange.Created && effects.Exists(effect => effect.Create?.Entity == told.Entity))
                )
                .Select(static told => told.Id),
        ];
    }
}
