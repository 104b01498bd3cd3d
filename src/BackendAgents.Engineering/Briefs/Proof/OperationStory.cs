using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>
/// Tells of one operation what can be seen from outside: who is refused, that it works for who may, and that somebody who looks again sees
/// what it did.
/// </summary>
internal static class OperationStory
{
    /// <summary>Tells it; false when nothing could be told.</summary>
    public static bool Tell(ScenarioDraft draft, Operation operation)
    {
        var index = draft.Model.Index;
        // In which situation a guard lets through is not worked out.
        if (index.EntityById(operation.Entity) is not { } entity || index.IsAccount(entity) || operation.Guards.Count > 0)
            return false;
        var before = draft.Steps.Count;
        var told = operation.Kind switch
        {
            OperationKind.Create => Create(draft, operation, entity),
            OperationKind.Get or OperationKind.List => Read(draft, operation, entity),
            OperationKind.Update => Update(draft, operation, entity),
            OperationKind.Action => Act(draft, operation, entity),
            OperationKind.Delete => Delete(draft, operation, entity),
            OperationKind.Link => Link(draft, operation, entity),
            OperationKind.Call => CallStory.Tell(draft, operation, entity),
            _ => false,
        };
        if (!told)
            draft.Steps.RemoveRange(before, draft.Steps.Count - before);
        return told;
    }

    private static bool Create(ScenarioDraft draft, Operation operation, Entity entity)
    {
        if (draft.Row(entity) is not { } row)
            return false;
        Refuse(draft, operation, null, body: () => draft.Body(entity, row.Owner));
        return Look(draft, entity, row.Name, row.Owner, []);
    }

    private static bool Read(ScenarioDraft draft, Operation operation, Entity entity)
    {
        if (draft.Row(entity) is not { } row || !draft.TryCaller(operation, row.Owner, out var caller))
            return false;
        var isList = operation.Kind == OperationKind.List;
        if (!isList)
            Refuse(draft, operation, row);
        else if (Other(draft, operation, row.Owner) is { } other)
            draft.Call(operation, other, expected: Items());
        if (isList && draft.Cast.OnlyOwn(caller, operation) && caller != row.Owner)
            return false;
        if (isList)
            draft.Call(operation, caller, expected: Items(row.Name));
        else
            draft.Call(operation, caller, ScenarioDraft.At(row.Name), expected: Seen(row));
        return true;
    }

    private static bool Update(ScenarioDraft draft, Operation operation, Entity entity)
    {
        var changed = ContractFiles
            .Inputs(entity)
            .FirstOrDefault(static field =>
                field is { Type: FieldType.String or FieldType.Text, Pattern: null, Unique: false, MinLength: null or <= 7 }
                && (field.MaxLength ?? 7) >= 7
            );
        if (changed is null || draft.Row(entity) is not { } row || !TryCaller(draft, operation, entity, row.Owner, out var caller))
            return false;
        Refuse(draft, operation, row, () => (JsonObject)row.Body.DeepClone());
        var body = (JsonObject)row.Body.DeepClone();
        body[changed.Name] = "changed";
        draft.Call(operation, caller, ScenarioDraft.At(row.Name), body);
        return Look(draft, entity, row.Name, row.Owner, new JsonObject { [changed.Name] = "changed" });
    }

    private static bool Act(ScenarioDraft draft, Operation operation, Entity entity)
    {
        if (
            operation.Transition is not { } transition
            || draft.Model.Index.FieldById(transition.Field) is not { Type: FieldType.Enum, Exposure: not FieldExposure.Internal } field
            || (transition.From.Count > 0 && !transition.From.Contains(field.Default ?? ""))
            || draft.Row(entity) is not { } row
            || !TryCaller(draft, operation, entity, row.Owner, out var caller)
        )
            return false;
        Refuse(draft, operation, row);
        draft.Call(operation, caller, ScenarioDraft.At(row.Name), expected: new JsonObject { [field.Name] = transition.To });
        draft.Forget(entity);
        return Look(draft, entity, row.Name, row.Owner, new JsonObject { [field.Name] = transition.To });
    }

    private static bool Delete(ScenarioDraft draft, Operation operation, Entity entity)
    {
        if (draft.Row(entity) is not { } row || !TryCaller(draft, operation, entity, row.Owner, out var caller))
            return false;
        Refuse(draft, operation, row);
        draft.Call(operation, caller, ScenarioDraft.At(row.Name));
        draft.Forget(entity);
        if (draft.Model.Index.OperationOf(entity.Id, OperationKind.Get) is not { } get || !draft.TryCaller(get, row.Owner, out var reader))
            return false;
        draft.Call(get, reader, ScenarioDraft.At(row.Name), status: 404);
        return true;
    }

    private static bool Link(ScenarioDraft draft, Operation operation, Entity entity)
    {
        var index = draft.Model.Index;
        if (
            index.RelationById(operation.Relation) is not { } relation
            || index.EntityById(OperationRoute.Far(operation, relation)) is not { } far
            || far.Id == entity.Id
            || index
                .OperationsOf(entity.Id)
                .FirstOrDefault(other =>
                    other.Kind == OperationKind.ListLinked && other.Relation == relation.Id && other.Reverse == operation.Reverse
                )
                is not { } list
            || draft.Row(entity) is not { } row
            || draft.Row(far) is not { } target
            || !draft.TryCaller(operation, row.Owner, out var caller)
            || !draft.TryCaller(list, row.Owner, out var reader)
        )
            return false;
        var path = new JsonObject { ["id"] = $"${row.Name}.id", ["targetId"] = $"${target.Name}.id" };
        draft.Call(operation, caller, path);
        draft.Call(list, reader, ScenarioDraft.At(row.Name), expected: Items(target.Name));
        return true;
    }

    // Who may do it to rows of others does it to one of somebody else.
    private static bool TryCaller(ScenarioDraft draft, Operation operation, Entity entity, string? owner, out string? caller)
    {
        if (!draft.TryCaller(operation, owner, out caller))
            return false;
        if (entity.Owner.Count > 0 && caller is not null && caller == owner && !draft.Cast.OnlyOwn(caller, operation))
            caller = draft.Cast.Somebody(draft.Cast.RoleOf(caller)!, another: true);
        return true;
    }

    // Somebody looks at the row again, by itself or in the list.
    private static bool Look(ScenarioDraft draft, Entity entity, string row, string? owner, JsonObject expected)
    {
        expected["id"] = $"${row}.id";
        var index = draft.Model.Index;
        if (index.OperationOf(entity.Id, OperationKind.Get) is { } get && draft.TryCaller(get, owner, out var reader))
        {
            if (expected.Count == 1)
                expected["createdAt"] = "$any";
            draft.Call(get, reader, ScenarioDraft.At(row), expected: expected);
            return true;
        }

        if (index.OperationOf(entity.Id, OperationKind.List) is not { } list || !draft.TryCaller(list, owner, out reader))
            return false;
        draft.Call(list, reader, expected: new JsonObject { ["items"] = new JsonArray(expected) });
        return true;
    }

    // Who may not: another account where each may touch only its own, a role that may not at all, or nobody in particular.
    private static void Refuse(
        ScenarioDraft draft,
        Operation operation,
        (string Name, string? Owner, JsonObject Body)? row,
        Func<JsonObject?>? body = null
    )
    {
        if (draft.Model.Index.Account is null || draft.Cast.May(null, operation))
            return;
        var path = row is { } there ? ScenarioDraft.At(there.Name) : null;
        if (row is not null && Other(draft, operation, row.Value.Owner) is { } other)
            draft.Call(operation, other, path, body?.Invoke(), 403);
        else if (draft.Cast.Stranger(operation) is { } stranger)
            draft.Call(operation, stranger, path, body?.Invoke(), 403);
        else
            draft.Call(operation, null, path, body?.Invoke(), 401);
    }

    private static string? Other(ScenarioDraft draft, Operation operation, string? owner) =>
        owner is not null
        && draft.Cast.RoleOf(owner) is { } role
        && draft.Cast.May(owner, operation)
        && draft.Cast.OnlyOwn(owner, operation)
            ? draft.Cast.Somebody(role, another: true)
            : null;

    private static JsonObject Items(params IEnumerable<string> rows) =>
        new() { ["items"] = new JsonArray([.. rows.Select(static row => (JsonNode)ScenarioDraft.At(row))]) };

    private static JsonObject Seen((string Name, string? Owner, JsonObject Body) row) =>
        new() { ["id"] = $"${row.Name}.id", ["createdAt"] = "$any" };
}
