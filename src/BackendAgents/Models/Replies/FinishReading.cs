using Microsoft.Extensions.AI;

namespace BackendAgents.Models.Replies;

/// <summary>Reads the finish reason that connectors leave in the metadata of a message, in whatever spelling.</summary>
internal static class FinishReading
{
    public static ChatFinishReason? Of(IReadOnlyDictionary<string, object?>? metadata)
    {
        string? said = metadata?.GetValueOrDefault("FinishReason")?.ToString();
        return said?.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            null or "" => null,
            "stop" => ChatFinishReason.Stop,
            "length" => ChatFinishReason.Length,
            "toolcalls" or "functioncall" => ChatFinishReason.ToolCalls,
            "contentfilter" => ChatFinishReason.ContentFilter,
            _ => new ChatFinishReason(said),
        };
    }
}
