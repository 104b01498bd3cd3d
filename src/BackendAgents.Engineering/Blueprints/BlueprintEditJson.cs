using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Edits as JSON, as models send them:
/// <c>[{"op":"upsertField","entity":"post","field":{"id":"post-slug","name":"slug","type":"string","maxLength":80}}]</c>.
/// </summary>
internal static class BlueprintEditJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Reads edits, or says what is wrong with them.</summary>
    /// <param name="json">An array of edits, or one edit.</param>
    public static (IReadOnlyList<BlueprintEdit> Edits, IReadOnlyList<Diagnostic> Problems) Parse(string json)
    {
        if (json.Length > BlueprintYaml.MaxLength)
            return ([], [BlueprintRules.Limit.At("", $"The edits have {json.Length} characters.")]);
        try
        {
            var edits = json.TrimStart().StartsWith('{')
                ? [JsonSerializer.Deserialize<BlueprintEdit>(json, s_options)!]
                : JsonSerializer.Deserialize<List<BlueprintEdit>>(json, s_options) ?? [];
            return edits.Count == 0 || edits.Contains(null!) ? ([], [BlueprintRules.Edit.At("", "There is no edit.")]) : (edits, []);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException)
        {
            var unread = problem as JsonException;
            var place = new Place("", Line: (int)(unread?.LineNumber ?? 0) + 1, Path: unread?.Path);
            return ([], [BlueprintRules.Edit.At("", problem.Message) with { Place = place }]);
        }
    }
}
