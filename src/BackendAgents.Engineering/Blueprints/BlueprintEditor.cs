using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Applies edits to a blueprint: all of them, or none. Pure; safe on any thread.</summary>
internal static class BlueprintEditor
{
    /// <summary>The most edits that are taken at once.</summary>
    public const int MaxEdits = 500;

    /// <summary>The blueprint after some edits, validated as a whole; or the problems, with nothing changed.</summary>
    /// <param name="blueprint">The blueprint to change.</param>
    /// <param name="edits">The edits, in their order.</param>
    /// <param name="validate">Judges what comes out; the validator when null.</param>
    public static EditResult Apply(
        Blueprint blueprint,
        IReadOnlyList<BlueprintEdit> edits,
        Func<Blueprint, IReadOnlyList<Diagnostic>>? validate = null
    )
    {
        if (edits.Count > MaxEdits)
            return Refuse(BlueprintRules.Limit.At("", $"There are {edits.Count} edits; at most {MaxEdits} are taken at once."));
        var index = new BlueprintIndex(blueprint);
        foreach (var edit in edits)
        {
            if (
                edit is UpsertField { Entity: var entity }
                && index.EntityById(entity) is null
                && !edits.Any(other => other is UpsertEntity added && added.Entity.Id == entity)
            )
                return Refuse(BlueprintRules.UnknownReference.At("", $"There is no entity '{entity}' for a field."));
        }

        var edited = edits.Aggregate(blueprint, static (current, edit) => edit.Apply(current));
        var problems = (validate ?? BlueprintValidator.Validate)(edited);
        return problems.Count == 0 ? new EditResult { Blueprint = edited } : new EditResult { Problems = problems };
    }

    private static EditResult Refuse(Diagnostic problem) => new() { Problems = [problem] };
}
