using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace BackendAgents.Cli.Mcp;

/// <summary>
/// Results as clients of the protocol expect them. Structured content follows <see cref="Schema"/>; the text says the same for people, and
/// is the document itself where one was asked for, without any escapes.
/// </summary>
internal static class ToolResult
{
    /// <summary>The shape of every answer, JSON Schema 2020-12.</summary>
    public static JsonElement Schema { get; } =
        JsonSerializer.Deserialize<JsonElement>(
            """
            {
              "type": "object",
              "properties": {
                "accepted": { "type": "boolean", "description": "Whether the call did what was asked." },
                "revision": { "type": "integer", "description": "Counts changes of the project." },
                "summary": { "type": "string", "description": "What was done or found, in words." },
                "content": { "type": "string", "description": "The text that was asked for." },
                "problems": {
                  "type": "array",
                  "description": "Why the call was refused.",
                  "items": {
                    "type": "object",
                    "properties": {
                      "code": { "type": "string" },
                      "place": { "type": "string" },
                      "message": { "type": "string" },
                      "remedy": { "type": "string" }
                    },
                    "required": ["message", "remedy"]
                  }
                },
                "findings": {
                  "type": "array",
                  "description": "What is still to be mended.",
                  "items": {
                    "type": "object",
                    "properties": {
                      "key": { "type": "string", "description": "Names the finding for review-apply_fixes." },
                      "code": { "type": "string" },
                      "severity": { "type": "string", "enum": ["info", "warning", "error"] },
                      "area": { "type": "string" },
                      "place": { "type": "string" },
                      "message": { "type": "string" },
                      "remedy": { "type": "string" },
                      "fixable": { "type": "boolean" }
                    },
                    "required": ["code", "severity", "place", "message", "remedy"]
                  }
                },
                "notListed": { "type": "integer", "description": "Problems or findings beyond those that are listed." }
              },
              "required": ["accepted"]
            }
            """
        );

    /// <summary>A plugin's answer.</summary>
    public static CallToolResult Of(JsonObject answer)
    {
        var isAccepted = (bool?)answer["accepted"] ?? false;
        return new CallToolResult
        {
            IsError = !isAccepted,
            StructuredContent = JsonSerializer.SerializeToElement(answer),
            Content = [.. Texts(answer, isAccepted).Select(static text => new TextContentBlock { Text = text })],
        };
    }

    /// <summary>A refusal.</summary>
    public static CallToolResult Refuse(string message, string remedy) =>
        Of(
            new JsonObject
            {
                ["accepted"] = false,
                ["problems"] = new JsonArray(new JsonObject { ["message"] = message, ["remedy"] = remedy }),
            }
        );

    /// <summary>A refusal when an argument that must be there is missing; null when all are there.</summary>
    public static CallToolResult? Missing(IEnumerable<string> required, IDictionary<string, JsonElement>? given)
    {
        var missing = required
            .Where(name => given is null || !given.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            .ToList();
        return missing.Count == 0
            ? null
            : Refuse(
                $"The argument {string.Join(", ", missing.Select(static name => $"'{name}'"))} is missing.",
                "Call again with it; the input schema lists all."
            );
    }

    private static IEnumerable<string> Texts(JsonObject answer, bool isAccepted)
    {
        var summary = (string?)answer["summary"];
        var content = (string?)answer["content"];
        if (content is not null)
            yield return content;
        var lines = Lines(answer, "problems").Concat(Lines(answer, "findings")).ToList();
        if (summary is not null || (content is null && lines.Count == 0))
            lines.Insert(0, summary ?? (isAccepted ? "Done." : "Refused."));
        if ((int?)answer["notListed"] is { } more)
            lines.Add($"… and {more} more");
        if (lines.Count > 0)
            yield return string.Join('\n', lines);
    }

    private static IEnumerable<string> Lines(JsonObject answer, string list) =>
        (answer[list] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(static item =>
                string.Concat(
                    (string?)item["place"] is { Length: > 0 } place ? $"{place}: " : "",
                    item["severity"] is { } severity ? $"{severity} {item["code"]}: " : "",
                    $"{item["message"]} {item["remedy"]}"
                )
            );
}
