using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Models.Offline;

/// <summary>Reads the answers of plugin functions.</summary>
internal static class OfflineAnswers
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IReadOnlyList<ViewFinding> Findings(JsonNode? answer) =>
        answer is JsonObject found && found["findings"] is JsonArray findings ? findings.Deserialize<List<ViewFinding>>(s_web) ?? [] : [];
}
