using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of a list that it finds a row by what a sentence names, and leaves it out when asked for something else.</summary>
internal static class FilterStory
{
    /// <summary>Tells of the fields of a list that a sentence names; false when it names none that can be told of.</summary>
    public static bool Tell(ScenarioDraft draft, Operation list, string sentence)
    {
        if (
            draft.Model.Index.EntityById(list.Entity) is not { } entity
            || draft.Row(entity) is not { } row
            || !draft.TryCaller(list, row.Owner, out var caller)
            || draft.Cast.OnlyOwn(caller, list) && caller != row.Owner
        )
            return false;
        var told = false;
        foreach (var field in ContractFiles.Inputs(entity).Where(field => Names(sentence, field) && row.Body.ContainsKey(field.Name)))
        {
            var searched = list.Search.Contains(field.Id);
            if (!searched && !list.Filters.Contains(field.Id) || Other(draft, field, row.Body[field.Name]!, searched) is not { } other)
                continue;
            var name = searched ? "q" : field.Name;
            draft.Call(list, caller, query: new JsonObject { [name] = row.Body[field.Name]!.DeepClone() }, expected: Items(row.Name));
            draft.Call(list, caller, query: new JsonObject { [name] = other }, expected: new JsonObject { ["items"] = new JsonArray() });
            told = true;
        }

        return told;
    }

    private static bool Names(string sentence, Field field) =>
        sentence.Contains(Conventions.Phrase(field.Name), StringComparison.OrdinalIgnoreCase);

    // A value that the row does not have.
    private static JsonNode? Other(ScenarioDraft draft, Field field, JsonNode value, bool searched) =>
        searched || field.Type is FieldType.String ? "nothing of the kind"
        : field.Type == FieldType.Enum
            ? new SayingModel(draft.Model.Blueprint).Values(field).FirstOrDefault(other => other != value.ToString())
        : field.Type == FieldType.Bool ? !value.GetValue<bool>()
        : field.Type == FieldType.Int ? value.GetValue<int>() + 1
        : null;

    private static JsonObject Items(string row) => new() { ["items"] = new JsonArray(ScenarioDraft.At(row)) };
}
