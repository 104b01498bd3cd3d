using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Providers: about which row they are asked and what, and what their answers do.</summary>
internal static class ProviderValidation
{
    private const int MaxValues = 60;

    public static void Check(ProblemList report)
    {
        var providers = report.Blueprint.Providers;
        for (var i = 0; i < providers.Count; i++)
            Check(report, providers[i], $"providers[{i}]");
        foreach (var circle in providers.Where(provider => Reaches(report, provider)))
            report.Add(
                BlueprintRules.Behaviour,
                "providers",
                $"An answer of {circle.Name} leads to {circle.Name} being asked again, without end.",
                "Have the answer ask somebody else, or nobody."
            );
    }

    private static void Check(ProblemList report, Provider provider, string path)
    {
        OutgoingWebhookValidation.Settings(report, provider.Name, (provider.Url, "Url"), (provider.Secret, "Secret"), path);
        report.AddIf(
            provider.TimeoutSeconds is < 1 or > ProviderTraits.MaxTimeout,
            BlueprintRules.OutOfRange,
            path + ".timeoutSeconds",
            $"{provider.TimeoutSeconds} seconds are not between 1 and {ProviderTraits.MaxTimeout}.",
            "What takes longer answers at once that it has begun, and calls back: settle: settlePayment"
        );
        if (report.Index.EntityById(provider.Entity) is not { } entity)
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path + ".entity",
                $"There is no entity '{NameValidation.Short(provider.Entity)}' of which {provider.Name} could be asked.",
                NameValidation.EntitiesOf(report)
            );
            return;
        }

        Request(report, provider, entity, path + ".request");
        if (Answer(report, provider, path))
            Effects(report, provider, entity, path);
    }

    private static void Request(ProblemList report, Provider provider, Entity entity, string path)
    {
        report.AddIf(
            provider.Request.Count is 0 or > MaxValues,
            BlueprintRules.Missing,
            path,
            $"{provider.Name} is asked 1 to {MaxValues} values.",
            "Say what it must know: request: { reference: id, amount: amount }"
        );
        var scope = BehaviourScopes.OfRow(report.Index, entity);
        foreach (var (name, text) in provider.Request)
        {
            var place = $"{path}.{NameValidation.Short(name)}";
            report.AddIf(!NameValidation.IsCamel(name), BlueprintRules.Identifier, place, "Names of values are in camel case.");
            if (BehaviourValidation.Read(report, text, scope, place) is { } node)
                report.AddIf(
                    node.Type.Kind is ValueKind.Row or ValueKind.Null or ValueKind.Opaque,
                    BlueprintRules.Expression,
                    place,
                    $"'{NameValidation.Short(text)}' is {node.Type}, which can't be sent.",
                    "Name a value of it: order.total"
                );
        }
    }

    // Either it says itself what it answers and what that does, or an operation does.
    private static bool Answer(ProblemList report, Provider provider, string path)
    {
        var isOwn = provider.Answer.Count > 0 && provider.Answered.Count > 0;
        if (provider.Settle is { } settle)
        {
            report.AddIf(
                provider.Answer.Count + provider.Answered.Count > 0,
                BlueprintRules.NotApplicable,
                path,
                $"{provider.Name} has both settle and an answer of its own.",
                $"Take out answer and answered: those of {NameValidation.Short(settle)} count."
            );
            return Settle(report, provider, settle, path + ".settle");
        }

        report.AddIf(
            !isOwn,
            BlueprintRules.Missing,
            path,
            $"Nothing says what {provider.Name} answers and what that does.",
            "Write answer: [{ name: outcome, … }] and answered: [{ set: { … } }]; or settle, with the operation by which it calls back."
        );
        CallValidation.Input(report, ProviderTraits.AsCall(provider), path + ".answer");
        report.AddIf(
            provider.Answer.Any(static field => field.RefersTo is not null),
            BlueprintRules.NotApplicable,
            path + ".answer",
            $"{provider.Name} knows no rows of this service; none of its values refers to one.",
            "Leave refersTo out."
        );
        return isOwn && report.Problems.Count == 0;
    }

    private static bool Settle(ProblemList report, Provider provider, string settle, string path)
    {
        var operation = report.Index.OperationById(settle);
        var fits =
            operation is { Kind: OperationKind.Call, Handler: OperationHandler.Generated, Input.Count: > 0, Effects.Count: > 0 }
            && operation.Entity == provider.Entity
            && CallTraits.HasRow(operation)
            && operation.Input.All(static field => field.RefersTo is null);
        report.AddIf(
            !fits,
            BlueprintRules.UnknownReference,
            path,
            $"'{NameValidation.Short(operation?.Name ?? settle)}' is no operation that an answer of {provider.Name} could be applied by.",
            "Name a call of the same entity on a row, with input (none of it refersTo) and effects; or write answer, answered."
        );
        return fits;
    }

    private static void Effects(ProblemList report, Provider provider, Entity entity, string path)
    {
        var scope = ProviderTraits.Answered(provider, report.Index);
        if (ProviderTraits.Settling(provider, report.Index) is { } operation)
        {
            // Nobody calls when an answer comes.
            foreach (var guard in operation.Guards)
                BehaviourValidation.Condition(report, guard.When, scope, path + ".settle");
            new EffectValidation(report).Check(operation.Effects, scope, path + ".settle", 0);
        }

        new EffectValidation(report).Check(provider.Answered, scope, path + ".answered", 0);
        var row = BehaviourScopes.OfRow(report.Index, entity);
        new EffectValidation(report).Check(provider.Unanswered, row, path + ".unanswered", 0);
    }

    // Whether what is done about its answers has it asked again in the end.
    private static bool Reaches(ProblemList report, Provider provider)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Provider>([provider]);
        while (open.TryPop(out var at))
        {
            var asked = ProviderTraits.Effects(at, report.Index).Select(static effect => effect.Call).OfType<string>();
            foreach (var next in report.Blueprint.Providers.Where(known => asked.Contains(known.Id) && reached.Add(known.Id)))
                open.Push(next);
        }

        return reached.Contains(provider.Id);
    }
}
