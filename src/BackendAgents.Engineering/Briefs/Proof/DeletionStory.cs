using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of a deletion what becomes of the rows that refer to what is deleted: they go with it, or it stays.</summary>
internal static class DeletionStory
{
    /// <summary>Tells of a relation, by its id; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, string id)
    {
        var index = draft.Model.Index;
        if (
            index.RelationById(id) is not { } relation
            || index.EntityById(relation.From) is not { } parent
            || index.EntityById(relation.To) is not { } child
            || index.OperationOf(parent.Id, OperationKind.Delete) is not { } deletes
        )
            return false;
        draft.Need(relation);
        if (draft.Row(child) is not { } row || draft.Row(parent) is not { } whole || !draft.TryCaller(deletes, whole.Owner, out var caller))
            return false;
        var stays = relation.OnDelete == DeleteBehavior.Restrict;
        var (seen, owner, name) = stays ? (parent, whole.Owner, whole.Name) : (child, row.Owner, row.Name);
        if (index.OperationOf(seen.Id, OperationKind.Get) is not { } get || !draft.TryCaller(get, owner, out var reader))
            return false;
        // What goes with it was there.
        draft.Call(get, reader, ScenarioDraft.At(name), expected: new() { ["id"] = $"${name}.id" });
        draft.Call(deletes, caller, ScenarioDraft.At(whole.Name), status: stays ? 409 : null);
        draft.Call(get, reader, ScenarioDraft.At(name), status: stays ? 200 : 404);
        return true;
    }
}
