using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Offline.Chat;

/// <summary>Reads the answers of plugin functions.</summary>
internal static class OfflineAnswers
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IReadOnlyList<Diagnostic> Findings(JsonNode? answer) =>
        answer is JsonObject found && found["findings"] is JsonArray findings ? findings.Deserialize<List<Diagnostic>>(Options) ?? [] : [];
}
