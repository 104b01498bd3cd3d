using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Agents;

/// <summary>
/// A conversation with a <see cref="KernelAgent"/>: everything said so far, calls and results of functions included, the
/// instructions excluded. Not thread-safe: one run at a time. A run that fails leaves it as it was.
/// </summary>
internal sealed class KernelAgentSession : AgentSession
{
    private readonly List<ChatMessage> _messages;

    internal KernelAgentSession()
        : this([], new AgentSessionStateBag()) { }

    private KernelAgentSession(List<ChatMessage> messages, AgentSessionStateBag state)
        : base(state) => _messages = messages;

    /// <summary>The messages so far, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages;

    internal void Append(IEnumerable<ChatMessage> said) => _messages.AddRange(said);

    internal JsonElement Serialize(JsonSerializerOptions? options)
    {
        options ??= AIJsonUtilities.DefaultOptions;
        JsonObject root = new()
        {
            ["messages"] = JsonSerializer.SerializeToNode(_messages, options.GetTypeInfo(typeof(List<ChatMessage>))),
            ["state"] = JsonNode.Parse(StateBag.Serialize().GetRawText()),
        };
        return JsonSerializer.SerializeToElement(root, AIJsonUtilities.DefaultOptions);
    }

    internal static KernelAgentSession Deserialize(JsonElement state, JsonSerializerOptions? options)
    {
        options ??= AIJsonUtilities.DefaultOptions;
        if (state.ValueKind != JsonValueKind.Object || !state.TryGetProperty("messages", out JsonElement messages))
            throw new JsonException("This is not the saved state of a kernel agent's session: the property 'messages' is missing.");

        List<ChatMessage> read = (List<ChatMessage>?)messages.Deserialize(options.GetTypeInfo(typeof(List<ChatMessage>))) ?? [];
        AgentSessionStateBag bag =
            state.TryGetProperty("state", out JsonElement kept) && kept.ValueKind == JsonValueKind.Object
                ? AgentSessionStateBag.Deserialize(kept)
                : new AgentSessionStateBag();
        return new KernelAgentSession(read, bag);
    }
}
