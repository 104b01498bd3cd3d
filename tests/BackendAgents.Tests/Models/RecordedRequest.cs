using System.Text;
using System.Text.Json;

namespace BackendAgents.Tests.Models;

/// <summary>One request as it arrived at the scripted server.</summary>
public sealed record RecordedRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    JsonElement Body
)
{
    public string? Model =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("model", out JsonElement model) ? model.GetString() : null;

    public bool Streams =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("stream", out JsonElement stream) && stream.GetBoolean();

    /// <summary>The names of the functions that were offered, in order.</summary>
    public IReadOnlyList<string> Tools =>
        Body.TryGetProperty("tools", out JsonElement tools)
            ? [.. tools.EnumerateArray().Select(t => t.GetProperty("function").GetProperty("name").GetString()!)]
            : [];

    /// <summary>The conversation, one line a message: <c>user: hello</c>, <c>assistant calls A-b({})</c>, <c>tool: 3</c>.</summary>
    public IReadOnlyList<string> Transcript
    {
        get
        {
            List<string> lines = [];
            foreach (JsonElement message in Body.GetProperty("messages").EnumerateArray())
            {
                string role = message.GetProperty("role").GetString()!;
                string text = message.TryGetProperty("content", out JsonElement content) ? Text(content) : "";
                if (message.TryGetProperty("tool_calls", out JsonElement calls))
                {
                    foreach (JsonElement call in calls.EnumerateArray())
                    {
                        JsonElement function = call.GetProperty("function");
                        lines.Add(
                            $"{role} calls {function.GetProperty("name").GetString()}({function.GetProperty("arguments").GetString()})"
                        );
                    }

                    if (text.Length == 0)
                        continue;
                }

                lines.Add($"{role}: {text}");
            }

            return lines;
        }
    }

    private static string Text(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString()!;
        StringBuilder text = new();
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in content.EnumerateArray())
                text.Append(
                    part.TryGetProperty("text", out JsonElement value)
                        ? value.GetString()
                        : "[" + part.GetProperty("type").GetString() + "]"
                );
        }

        return text.ToString();
    }
}
