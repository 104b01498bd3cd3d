using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackendAgents.Coordination.Events;

/// <summary>Messages in the JSON form of OpenTelemetry's conventions for generative AI.</summary>
internal static class MessageJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What was sent: one message of the user.</summary>
    public static string Input(string text) => Write(new Message("user", text, null));

    /// <summary>What came back: one message of the assistant.</summary>
    public static string Output(string text, string? failure) =>
        Write(
            new Message(
                "assistant",
                text,
                failure switch
                {
                    null => "stop",
                    "length" => "length",
                    "contentFilter" => "content_filter",
                    "maxTurns" => "tool_call",
                    _ => "error",
                }
            )
        );

    private static string Write(Message message) => JsonSerializer.Serialize<Message[]>([message], s_options);

    private sealed record Part(string Type, string Content);

    private sealed record Message(string Role, Part[] Parts, string? FinishReason)
    {
        public Message(string role, string text, string? finish)
            : this(role, [new Part("text", text)], finish) { }
    }
}
