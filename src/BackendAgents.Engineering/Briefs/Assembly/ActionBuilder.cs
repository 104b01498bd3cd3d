using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Makes actions of what changes states: 'managers approve leave requests', and what usually happens to an order.</summary>
internal static class ActionBuilder
{
    public static IReadOnlyList<(Operation Operation, IEnumerable<int> Sources)> For(Draft draft, DraftEntity entity)
    {
        var actions = new List<(Operation, IEnumerable<int>)>();
        var access = new AccessBuilder(draft, entity);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var known in entity.Known?.Actions.Where(static action => action.To == "now") ?? [])
        {
            if (entity.Field(known.Field) is { Type: FieldType.Timestamp } field)
            {
                actions.Add(
                    (
                        Action(
                            entity,
                            known.Name! + entity.Name,
                            access.ForState(known.Verb, known.By),
                            $"Marks the {Conventions.Phrase(entity.Name)}.",
                            new Transition { Field = Ids.Field(entity, field), To = "now" }
                        ),
                        []
                    )
                );
            }
        }

        if (StatusStep.StatusOf(entity) is not { Values.Count: > 0 } status)
            return actions;
        var verbs = draft
            .Facts.OfType<PermitFact>()
            .Where(permit => permit.Thing == entity.Noun && permit.Deed == Deed.State && !permit.Denied)
            .GroupBy(static permit => permit.Verb, StringComparer.Ordinal)
            .ToList();
        foreach (var verb in verbs)
        {
            if (StatusStep.Match(status.Values, Vocabulary.Instance.StateOf(verb.Key) ?? "") is not { } to || !done.Add(to))
                continue;
            actions.Add(
                (
                    Change(
                        draft,
                        entity,
                        status,
                        Spoken(verb.Key),
                        to,
                        From(status, to, verb.Key),
                        access.ForState(verb.Key, ["owner", "staff"])
                    ),
                    verb.Select(static permit => permit.Sentence)
                )
            );
        }

        foreach (var known in entity.Known?.Actions.Where(static action => action.To != "now") ?? [])
        {
            if (StatusStep.Match(status.Values, known.To) is not { } to || to == status.Values[0] || !done.Add(to))
                continue;
            var from = known.From.Where(value => status.Values.Contains(value) && value != to).ToList();
            actions.Add(
                (
                    Change(
                        draft,
                        entity,
                        status,
                        known.Verb,
                        to,
                        from.Count > 0 ? from : From(status, to, known.Verb),
                        access.ForState(known.Verb, known.By)
                    ),
                    []
                )
            );
        }

        if (done.Count == 0 && status.Exposure != FieldExposure.ReadOnly)
            return actions;
        // Once the state is the service's own, every value must be reachable.
        foreach (var value in status.Values.Skip(1).Where(value => !done.Contains(value)).ToList())
        {
            var verb = Vocabulary
                .Instance.States.FirstOrDefault(pair =>
                    pair.Value == value && pair.Key is not ("unpublish" or "finish" or "resume" or "reopen")
                )
                .Key;
            actions.Add(
                (
                    Change(
                        draft,
                        entity,
                        status,
                        verb is null ? "mark" + Conventions.Pascal(value) : Spoken(verb),
                        value,
                        From(status, value, verb ?? ""),
                        access.ForState(verb ?? "", entity.Audience == "published" ? ["owner", "staff"] : ["staff"])
                    ),
                    status.Sources
                )
            );
        }

        status.Exposure = FieldExposure.ReadOnly;
        status.Default = status.Values[0];
        status.Required = true;
        return actions;
    }

    private static string Spoken(string verb) =>
        verb switch
        {
            "checkin" => "checkIn",
            "checkout" => "checkOut",
            _ => verb,
        };

    private static List<string> From(DraftField status, string to, string verb)
    {
        var open = status.Values.Where(value => value != to && !StatusStep.Terminal.Contains(value)).ToList();
        var at = status.Values.IndexOf(to);
        var before = status.Values.Take(at).Where(open.Contains).ToList();
        if (verb is "approve" or "reject" or "accept" or "decline" or "confirm" && before.Count == 0)
            before = open.Take(1).ToList();
        var from = verb switch
        {
            "cancel" or "withdraw" => open,
            "reopen" => status.Values.Where(value => value != to && StatusStep.Terminal.Contains(value)).ToList(),
            "refund" => status.Values.Where(static value => value is "paid" or "completed" or "captured" or "delivered").ToList(),
            "close" => status.Values.Where(value => value != to && value is not "cancelled").ToList(),
            "approve" or "reject" or "accept" or "decline" => before
                .Where(static value => Vocabulary.Instance.Initial.Contains(value) || value.Contains("eview", StringComparison.Ordinal))
                .ToList()
                is { Count: > 0 } initial
                ? initial
                : before,
            _ => before,
        };
        if (from.Count == 0)
            from = open;
        return from.Count > 0 ? from : [.. status.Values.Where(value => value != to)];
    }

    private static Operation Change(
        Draft draft,
        DraftEntity entity,
        DraftField status,
        string verb,
        string to,
        List<string> from,
        IReadOnlyList<AccessRule> access
    )
    {
        _ = draft;
        return Action(
            entity,
            Conventions.Camel(verb) + entity.Name,
            access,
            $"Sets the {Conventions.Phrase(status.Name)} of {Conventions.Article(Conventions.Phrase(entity.Name))} to {to}.",
            new Transition
            {
                Field = Ids.Field(entity, status),
                From = from,
                To = to,
            }
        );
    }

    private static Operation Action(
        DraftEntity entity,
        string name,
        IReadOnlyList<AccessRule> access,
        string description,
        Transition transition
    ) =>
        new()
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Entity = entity.Id,
            Kind = OperationKind.Action,
            Access = access,
            Description = description,
            Transition = transition,
        };
}
