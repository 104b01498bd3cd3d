using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>
/// Tells of calls that a line of a brief declares: a flag is set, callers are sent on, and how often they were is counted.
/// </summary>
internal static class CallStory
{
    /// <summary>Tells it; false when it is another call, or can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, Operation operation, Entity entity)
    {
        if (operation.Location is not null)
            return Follow(draft, operation, entity, 1) is { } followed && Counted(draft, operation, entity, followed);
        if (operation.Output is [{ Value: { } counted }])
            return Count(draft, operation, entity, counted);
        return operation.Effects is [{ Set.Count: 1 } effect] && Flag(draft, operation, entity, effect.Set.First());
    }

    // The row, once callers have been sent on by it.
    private static (string Name, string? Owner, JsonObject Body)? Follow(ScenarioDraft draft, Operation follow, Entity entity, int times)
    {
        if (draft.Row(entity) is not { } row || OperationRoute.KeyField(follow, entity) is not { } key || row.Body[key.Name] is null)
            return null;
        for (var i = 0; i < times; i++)
            draft.Call(follow, null, new JsonObject { [key.Name] = row.Body[key.Name]!.DeepClone() }, status: 302);
        draft.Call(follow, null, new JsonObject { [key.Name] = "nowhere" }, status: 404);
        return row;
    }

    private static bool Counted(ScenarioDraft draft, Operation follow, Entity entity, (string Name, string? Owner, JsonObject Body) row)
    {
        if (follow.Effects is not [{ Add: { } add }])
            return true;
        if (draft.Model.Index.OperationOf(entity.Id, OperationKind.Get) is not { } get || !draft.TryCaller(get, row.Owner, out var reader))
            return false;
        draft.Call(get, reader, ScenarioDraft.At(row.Name), expected: new JsonObject { [add.To] = 1 });
        return true;
    }

    private static bool Count(ScenarioDraft draft, Operation count, Entity entity, string counted)
    {
        var follow = draft
            .Model.Index.OperationsOf(entity.Id)
            .FirstOrDefault(operation => operation.Location is not null && operation.Effects is [{ Add.To: { } to }] && to == counted);
        if (
            follow is null
            || Follow(draft, follow, entity, 2) is not { } row
            || !draft.TryCaller(count, row.Owner, out var reader)
            || Path(count, entity, row) is not { } path
        )
            return false;
        draft.Call(count, reader, path, expected: new JsonObject { [count.Output[0].Name] = 2 });
        return true;
    }

    private static bool Flag(ScenarioDraft draft, Operation operation, Entity entity, KeyValuePair<string, string> set)
    {
        if (BlueprintIndex.FieldByName(entity, set.Key) is not { Type: FieldType.Bool } field)
            return false;
        var on = set.Value == "true";
        var other = draft
            .Model.Index.OperationsOf(entity.Id)
            .FirstOrDefault(known =>
                known.Kind == OperationKind.Call
                && known.Effects is [{ Set: { Count: 1 } sets }]
                && sets.TryGetValue(set.Key, out var value)
                && value == "true"
            );
        // What is to be taken away must be there first.
        if (!on && other is null && ContractFiles.Inputs(entity).Any(input => input.Id == field.Id))
            draft.Give(field, JsonValue.Create(true));
        else if (!on && other is null)
            return false;
        if (
            draft.Row(entity) is not { } row
            || Path(operation, entity, row) is not { } path
            || !draft.TryCaller(operation, row.Owner, out var caller)
            || draft.Model.Index.OperationOf(entity.Id, OperationKind.Get) is not { } get
            || !draft.TryCaller(get, row.Owner, out var reader)
        )
            return false;
        if (!on && other is not null)
            draft.Call(other, caller, path);
        void Look(bool value) => draft.Call(get, reader, ScenarioDraft.At(row.Name), expected: new JsonObject { [set.Key] = value });
        Look(!on);
        if (!draft.Cast.May(null, operation))
            draft.Call(operation, null, path, status: 401);
        draft.Call(operation, caller, path);
        Look(on);
        return true;
    }

    // A row is found by its id, whatever the path calls it, or by its code.
    private static JsonObject? Path(Operation operation, Entity entity, (string Name, string? Owner, JsonObject Body) row)
    {
        var parameter = OperationRoute.Of(operation, entity, null).Parameters is [var name, ..] ? name : "id";
        return OperationRoute.KeyField(operation, entity) is { } key
            ? row.Body[key.Name] is { } value
                ? new JsonObject { [key.Name] = value.DeepClone() }
                : null
            : new JsonObject { [parameter] = $"${row.Name}.id" };
    }
}
