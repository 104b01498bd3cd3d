using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

/// <summary>
/// Writes JSON for people: what fits on a line stands on one, so that a document is half as long and a change of one thing is a change
/// of one line.
/// </summary>
internal static class CompactJson
{
    private const int Width = 140;

    private static readonly JsonSerializerOptions s_json = new()
    {
        // Quotes and letters of other scripts stay readable; the file is never embedded in HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document, with LF and without a last line break.</summary>
    public static string Write(JsonNode root)
    {
        var text = new StringBuilder();
        Write(text, root, 0, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent, int used)
    {
        var start = text.Length;
        if (Inline(text, node, start + Math.Max(20, Width - used)))
            return;
        text.Length = start;
        if (node is JsonObject { Count: > 0 } members)
        {
            var first = true;
            foreach (var (name, value) in members)
            {
                Begin(text, first ? "{" : ",", indent + 2);
                first = false;
                var key = JsonSerializer.Serialize(name, s_json) + ": ";
                text.Append(key);
                Write(text, value, indent + 2, indent + 2 + key.Length);
            }

            Begin(text, "", indent).Append('}');
        }
        else if (node is JsonArray { Count: > 0 } items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Begin(text, i == 0 ? "[" : ",", indent + 2);
                Write(text, items[i], indent + 2, indent + 2);
            }

            Begin(text, "", indent).Append(']');
        }
        else
        {
            text.Append(Scalar(node));
        }
    }

    private static StringBuilder Begin(StringBuilder text, string mark, int indent) => text.Append(mark).Append('\n').Append(' ', indent);

    // Gives up as soon as the line is full, so that no text is written more often than it is deep.
    private static bool Inline(StringBuilder text, JsonNode? node, int end)
    {
        switch (node)
        {
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject members:
                text.Append("{ ");
                foreach (var (name, value) in members)
                {
                    text.Append(JsonSerializer.Serialize(name, s_json)).Append(": ");
                    if (text.Length > end || !Inline(text, value, end))
                        return false;
                    text.Append(", ");
                }

                text.Length -= 2;
                text.Append(" }");
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    if (text.Length > end || !Inline(text, items[i], end))
                        return false;
                }

                text.Append(']');
                break;
            default:
                text.Append(Scalar(node));
                break;
        }

        return text.Length <= end;
    }

    private static string Scalar(JsonNode? node) => node is null ? "null" : node.ToJsonString(s_json);
}
