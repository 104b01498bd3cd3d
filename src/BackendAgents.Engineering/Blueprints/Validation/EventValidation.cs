using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Events: what raises them, of which row they tell, and what.</summary>
internal static class EventValidation
{
    public const int Most = 200;
    private const int MaxVersion = 1000;
    private const int MaxPayload = 60;

    public static void Check(ProblemList report)
    {
        var known = report.Problems.Count;
        for (var i = 0; i < report.Blueprint.Events.Count; i++)
        {
            // What another service announces is checked there.
            if (report.Blueprint.Events[i].Foreign is null)
                Check(report, report.Blueprint.Events[i], $"events[{i}]");
        }

        // Subscriptions are typed by what events tell.
        if (report.Problems.Count == known)
            SubscriptionValidation.Check(report);
    }

    private static void Check(ProblemList report, DomainEvent told, string path)
    {
        var raising = report.Index.OperationById(told.Operation);
        if (told.Operation.Length > 0 && (raising is null || !EventTraits.HasRow(raising)))
        {
            var changing = report.Blueprint.Operations.Where(EventTraits.HasRow).Select(static operation => operation.Name);
            report.Add(
                BlueprintRules.Event,
                path,
                $"'{NameValidation.Short(told.Operation)}' is no operation that changes a row.",
                $"Name one of {string.Join(", ", changing.Take(40))}; or name the entity, and have an effect 'publish' it."
            );
            return;
        }

        if (EventTraits.Entity(told, report.Index) is not { } entity || (raising is not null && raising.Entity != entity.Id))
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".entity",
                raising is null
                    ? $"There is no entity '{NameValidation.Short(told.Entity)}' for {told.Name} to tell of."
                    : $"{told.Name} is raised by {raising.Name}, which changes no row of '{NameValidation.Short(told.Entity)}'.",
                raising is null ? NameValidation.EntitiesOf(report) : "Leave the entity out; or have an effect 'publish' it about a row."
            );
            return;
        }

        report.AddIf(
            raising is not null && told.On is not null,
            BlueprintRules.Event,
            path + ".on",
            $"{told.Name} is raised by {raising?.Name}, and by every change of that kind, too.",
            "Keep one of the two."
        );
        report.AddIf(
            raising is null && told.On is null && !Published(report.Blueprint).Contains(told.Id),
            BlueprintRules.Missing,
            path,
            $"Nothing raises {told.Name}.",
            $"Give it 'on: created', 'operation: …', or an effect '- publish: {told.Name}'."
        );
        report.AddIf(
            told.Version is < 1 or > MaxVersion,
            BlueprintRules.OutOfRange,
            path + ".version",
            $"The version {told.Version} is not between 1 and {MaxVersion}."
        );
        Payload(report, told, entity, path);
    }

    private static void Payload(ProblemList report, DomainEvent told, Entity entity, string path)
    {
        var scope = BehaviourScopes.OfTold(report.Index, told, entity);
        report.AddIf(
            told.Payload.Count > MaxPayload,
            BlueprintRules.Limit,
            path + ".payload",
            $"{told.Name} tells more than {MaxPayload} values."
        );
        foreach (var (name, text) in EventTraits.Payload(told))
        {
            var place = $"{path}.payload.{NameValidation.Short(name)}";
            report.AddIf(!NameValidation.IsCamel(name), BlueprintRules.Identifier, place, "Names of values are in camel case.");
            if (Read(report, told, text, scope, place) is not { } node)
                continue;
            report.AddIf(
                node.Type.Kind is ValueKind.Row or ValueKind.Null or ValueKind.Opaque,
                BlueprintRules.Expression,
                place,
                $"'{NameValidation.Short(text)}' is {node.Type}, which can't be told.",
                "Name a value of it: member.name"
            );
        }

        if (told.Key is { } key && Read(report, told, key, scope, path + ".key") is { } by)
            report.AddIf(
                by.Type.Kind is not (ValueKind.Id or ValueKind.Text or ValueKind.Int or ValueKind.Long) || by.Type.IsNullable,
                BlueprintRules.Expression,
                path + ".key",
                $"'{NameValidation.Short(key)}' is {by.Type}; events are ordered by an id, a text or a whole number that is always there.",
                "Name the key of what they belong to: orderId"
            );
    }

    private static Node? Read(ProblemList report, DomainEvent told, string text, ExpressionScope scope, string path)
    {
        var node = BehaviourValidation.Read(report, text, scope, path);
        report.AddIf(
            told.On is not null && node?.All.Any(static part => part is AggregateNode) == true,
            BlueprintRules.Behaviour,
            path,
            $"'{NameValidation.Short(text)}' asks the database, which does not know the change yet.",
            "Have an operation or an effect raise the event; or tell fields of the row."
        );
        return node;
    }

    /// <summary>Ids of the events that effects announce, wherever they stand.</summary>
    public static IEnumerable<string> Published(Blueprint blueprint) =>
        EffectTree.Of(blueprint).Select(static effect => effect.Publish).OfType<string>();
}
