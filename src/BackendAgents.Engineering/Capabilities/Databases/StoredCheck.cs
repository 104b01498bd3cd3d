using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Storage;
using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases;

/// <summary>What a blueprint would do to the rows of a delivered service that no migration is written for.</summary>
internal static class StoredCheck
{
    public static IEnumerable<Diagnostic> Problems(Blueprint blueprint, Release? released) =>
        released is null || ReferenceEquals(released.Blueprint, blueprint)
            ? []
            : ModelChanges
                .Between(RelationalModel.Of(released.Blueprint), RelationalModel.Of(blueprint))
                .Refused.Select(change => change.Rule.At(PathOf(blueprint, change.Element), change.Message));

    // The place of an element in the blueprint; the document when it is gone from it.
    private static string PathOf(Blueprint blueprint, string? id)
    {
        for (var i = 0; i < blueprint.Entities.Count; i++)
        {
            var entity = blueprint.Entities[i];
            if (entity.Id == id)
                return $"entities[{i}]";
            if (At(entity.Fields, field => field.Id == id) is { } field)
                return $"entities[{i}].fields[{field}]";
            if (At(entity.Indexes, index => index.Id == id) is { } index)
                return $"entities[{i}].indexes[{index}]";
            if (At(entity.Checks, check => check.Id == id) is { } check)
                return $"entities[{i}].checks[{check}]";
        }

        return At(blueprint.Relations, relation => relation.Id == id) is { } relation ? $"relations[{relation}]" : "";
    }

    private static int? At<T>(IReadOnlyList<T> items, Func<T, bool> isIt)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (isIt(items[i]))
                return i;
        }

        return null;
    }
}
