using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Reads a verdict out of a reply: the last fenced JSON block that is one. Bounded, and never throws on a reply.</summary>
internal static class VerdictReading
{
    public const int MaxFindings = 200;
    private const int MaxText = 2_000;
    private const int MaxReply = 1024 * 1024;
    private const int MaxBlocks = 20;

    /// <summary>The verdict, or why there is none.</summary>
    public static (RawVerdict? Verdict, string? Problem) Read(string reply)
    {
        // The verdict stands at the end, so only the end of a very long reply is searched.
        var text = reply.Length > MaxReply ? reply[^MaxReply..] : reply;
        string? problem = null;
        var end = text.Length;
        for (var block = 0; block < MaxBlocks; block++)
        {
            if (!LastBlock(text.AsMemory(0, end), out var start, out var body))
                break;
            var (verdict, why) = Parse(body);
            if (verdict is not null)
                return (verdict, null);
            problem ??= why;
            end = start;
        }

        var trimmed = text.AsMemory().Trim();
        if (trimmed.Length > 0 && trimmed.Span[0] == '{')
        {
            var (verdict, why) = Parse(trimmed);
            if (verdict is not null)
                return (verdict, null);
            problem ??= why;
        }

        return (null, problem ?? "There is no ```json block in the reply.");
    }

    private static bool LastBlock(ReadOnlyMemory<char> text, out int start, out ReadOnlyMemory<char> body)
    {
        const string Open = "```json";
        start = text.Span.LastIndexOf(Open, StringComparison.Ordinal);
        body = default;
        if (start < 0)
            return false;
        var rest = text[(start + Open.Length)..];
        // A fence inside a JSON string stands on no line of its own, so the close is looked for at line starts.
        var close = rest.Span.IndexOf("\n```", StringComparison.Ordinal);
        body = close < 0 ? rest : rest[..close];
        return true;
    }

    private static (RawVerdict?, string?) Parse(ReadOnlyMemory<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions
                {
                    MaxDepth = 16,
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                }
            );
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, $"The JSON block cannot be read: {error.Message}");
        }
    }

    private static (RawVerdict?, string?) Read(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("verdict", out var word)
            || word.ValueKind != JsonValueKind.String
        )
            return (null, "The JSON block has no \"verdict\".");
        VerdictKind kind;
        switch (word.GetString())
        {
            case "approve":
                kind = VerdictKind.Approve;
                break;
            case "request_changes":
                kind = VerdictKind.RequestChanges;
                break;
            default:
                return (null, "\"verdict\" must be \"approve\" or \"request_changes\".");
        }

        var findings = new List<RawFinding>();
        if (root.TryGetProperty("findings", out var list))
        {
            if (list.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
                return (null, "\"findings\" must be a list.");
            if (list.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in list.EnumerateArray())
                {
                    if (findings.Count == MaxFindings)
                        break;
                    if (item.ValueKind != JsonValueKind.Object)
                        return (null, "A finding must be an object.");
                    findings.Add(
                        new RawFinding(
                            Text(item, "code") ?? Text(item, "rule"),
                            Where(item),
                            Text(item, "severity") ?? "error",
                            Text(item, "message") ?? "",
                            Text(item, "remedy") ?? ""
                        )
                    );
                }
            }
        }

        return (new RawVerdict(kind, findings, Text(root, "summary") ?? ""), null);
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text.Length > MaxText
                ? text[..MaxText]
                : text
            : null;

    // Accepts both forms in which places are written: as one string and as separate fields.
    private static Place Where(JsonElement item) =>
        Text(item, "place") is { } place ? Place.Parse(place) : new Place(Text(item, "artifact") ?? "", Text(item, "element"), Line(item));

    private static int? Line(JsonElement item) =>
        item.TryGetProperty("line", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var line)
            ? line
            : null;
}

/// <summary>A verdict as it was written, not yet grounded.</summary>
internal sealed record RawVerdict(VerdictKind Kind, IReadOnlyList<RawFinding> Findings, string Summary);

/// <summary>A finding as it was written.</summary>
internal sealed record RawFinding(string? Rule, Place Place, string Severity, string Message, string Remedy);
