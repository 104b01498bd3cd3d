using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Definitions.Export;

/// <summary>
/// Describes an agent to other agents, as a card of the A2A protocol (version 0.3.0), which they find at
/// <c>/.well-known/agent-card.json</c>.
/// </summary>
internal static class AgentCard
{
    /// <summary>The version of the protocol whose form the card has.</summary>
    public const string ProtocolVersion = "0.3.0";

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an agent's card.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="url">Where it is served; the card makes no claim that it is.</param>
    /// <param name="version">The agent's own version.</param>
    /// <returns>JSON.</returns>
    public static string Write(AgentDefinition definition, Uri url, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        var (summary, examples) = DescriptionExamples.Split(definition.Description);
        var tags =
            definition.Areas.Count > 0
                ? definition.Areas.Select(static area => area.ToString().ToLowerInvariant()).Prepend("review")
                : ["backend"];
        var card = new JsonObject
        {
            ["protocolVersion"] = ProtocolVersion,
            ["name"] = definition.Name,
            ["description"] = summary,
            ["url"] = url.ToString(),
            ["preferredTransport"] = "JSONRPC",
            ["version"] = version,
            ["capabilities"] = new JsonObject { ["streaming"] = true, ["pushNotifications"] = false },
            ["defaultInputModes"] = new JsonArray("text/plain"),
            ["defaultOutputModes"] = new JsonArray("text/plain"),
            ["skills"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = definition.Name,
                    ["name"] = definition.Title.Length > 0 ? definition.Title : definition.Name,
                    ["description"] = summary,
                    ["tags"] = new JsonArray([.. tags.Select(static tag => (JsonNode)tag)]),
                    ["examples"] = new JsonArray([.. examples.Select(static example => (JsonNode)example)]),
                }
            ),
        };
        return card.ToJsonString(s_options) + "\n";
    }
}
