using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Agents;

/// <summary>What happened in one run of a <see cref="KernelAgent"/>, as counted by the agent and not as told by the model.</summary>
internal sealed record AgentRunFacts
{
    /// <summary>The key under which the facts stand in the additional properties of a response and of the last streamed update.</summary>
    public const string Key = "backendAgents.run";

    /// <summary>Why the run ended.</summary>
    public AgentStop Stop { get; init; }

    /// <summary>What the model said when it refused, at most 500 characters; null when it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Replies of the model, not counting the retries of one request.</summary>
    public int ModelCalls { get; init; }

    /// <summary>Functions that the model asked for.</summary>
    public int ToolCalls { get; init; }

    /// <summary>
    /// Asked-for functions that were not run: unknown, not offered, malformed arguments, or past the bound. The model was told why.
    /// </summary>
    public int RejectedToolCalls { get; init; }

    /// <summary>Functions that were run and threw. The model was told the message.</summary>
    public int FailedToolCalls { get; init; }

    /// <summary>The id of the chat service; null for the kernel's default.</summary>
    public string? ServiceId { get; init; }

    /// <summary>The model that answered, as the service names it; null when it does not say.</summary>
    public string? ModelId { get; init; }

    /// <summary>The facts of a response, or null when another kind of agent made it.</summary>
    /// <param name="response">The response; may have been through JSON.</param>
    public static AgentRunFacts? Of(AgentResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Of(response.AdditionalProperties);
    }

    /// <summary>The facts of a streamed update: present on the last one only.</summary>
    /// <param name="update">The update.</param>
    public static AgentRunFacts? Of(AgentResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Of(update.AdditionalProperties);
    }

    private static AgentRunFacts? Of(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(Key, out object? value)
            ? value switch
            {
                AgentRunFacts facts => facts,
                JsonElement { ValueKind: JsonValueKind.Object } json => json.Deserialize<AgentRunFacts>(JsonSerializerOptions.Web),
                _ => null,
            }
            : null;
}
