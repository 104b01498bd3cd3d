using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Conditions of operations: 'can be cancelled up to 24 hours before the start', 'a closed ticket cannot be commented on'.
/// </summary>
internal static class GuardSaying
{
    public static Declared? Window(SayingModel model, Said said)
    {
        if (
            model.Entity(said["thing"]) is not { } entity
            || Beginning(model, entity) is not { } start
            || said.Number("number") is not (> 0 and var number)
        )
            return null;
        var unit = said["unit"].TrimEnd('s') switch
        {
            "minute" => "addMinutes",
            "day" => "addDays",
            _ => "addHours",
        };
        var operations = said["deeds"]
            .Split([" ", ",", "or", "and"], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(deed => Of(model, entity, deed))
            .Distinct()
            .ToList();
        if (operations.Count == 0)
            return null;
        var guard = new Guard
        {
            When = $"{unit}(now, {number.ToString(CultureInfo.InvariantCulture)}) <= {start}",
            Problem = "too-late",
            Message = $"That is possible until {number} {said["unit"]} before the beginning.",
        };
        return model.With(operations, "guard", operation => operation with { Guards = [.. operation.Guards, guard] });
    }

    // When a row begins: by itself, or by what it refers to, as the booking of a class does.
    private static string? Beginning(SayingModel model, Entity entity)
    {
        if (SayingModel.Start(entity) is { Type: FieldType.Timestamp, Required: true } own)
            return own.Name;
        return (
            from reference in model.References(entity)
            where reference.Required
            from other in model.Blueprint.Entities
            where other.Id == reference.From && SayingModel.Start(other) is { Type: FieldType.Timestamp, Required: true }
            select $"{SayingModel.InExpression(reference.Name)}.{SayingModel.Start(other)!.Name}"
        ).FirstOrDefault();
    }

    public static Declared? Closed(SayingModel model, Said said)
    {
        var value = Conventions.Camel(said["state"]);
        if (
            model.Entity(said["thing"]) is not { } entity
            || SayingModel.State(entity) is not { } state
            || !model.Values(state).Contains(value)
        )
            return null;
        var child = said["deed"] switch
        {
            "commented on" => model.Entity("comment"),
            "booked" or "reserved" or "ordered" or "rated" or "reviewed" => Vocabulary.Instance.Makes.TryGetValue(
                said["deed"] == "rated" ? "rate" : said["deed"].TrimEnd('d').TrimEnd('e'),
                out var made
            )
                ? model.Entity(made)
                : null,
            _ => null,
        };
        if (child is not null)
            return model.References(child).FirstOrDefault(relation => relation.From == entity.Id) is { } reference
                ? Guarded(
                    model,
                    model.Operations(child, OperationKind.Create),
                    $"{SayingModel.InExpression(reference.Name)}.{state.Name} != \"{value}\""
                )
                : null;
        return Guarded(model, [.. Of(model, entity, said["deed"])], $"{state.Name} != \"{value}\"");

        Declared? Guarded(SayingModel model, IReadOnlyList<Operation> operations, string condition) =>
            operations.Count == 0
                ? null
                : model.With(operations, "guard", operation =>
                    // Who tries it is told by the guard's code, and not that the state is another.
                    operation with
                    {
                        Transition =
                            operation.Transition is { From.Count: > 0 } step && step.Field == state.Id && entity.Id == operation.Entity
                                ? step with
                                {
                                    From = [.. step.From.Append(value).Distinct()],
                                }
                                : operation.Transition,
                        Guards = [.. operation.Guards, new Guard { When = condition, Problem = $"{entity.Id}-{Conventions.Kebab(value)}" }],
                    }
                );
    }

    // The operations that do what a participle says.
    private static IEnumerable<Operation> Of(SayingModel model, Entity entity, string deed) =>
        deed switch
        {
            "changed" or "edited" or "updated" or "modified" or "rescheduled" or "moved" => model.Operations(entity, OperationKind.Update),
            "deleted" or "removed" => model.Operations(entity, OperationKind.Delete),
            "canceled" or "cancelled" => model
                .Operations(entity, OperationKind.Action)
                .Where(static operation => operation.Transition?.To is "cancelled" or "canceled"),
            _ => model.Operations(entity, OperationKind.Action).Where(operation => operation.Transition?.To == Conventions.Camel(deed)),
        };
}
