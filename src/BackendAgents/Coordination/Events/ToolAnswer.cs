using System.Text.Json;

namespace BackendAgents.Coordination.Events;

/// <summary>What a function answered, in a line: accepted or refused, with counts. Functions of others answer as they like.</summary>
/// <param name="Line">The answer in short.</param>
/// <param name="Problems">What was wrong, a line each; at most 10.</param>
internal sealed record ToolAnswer(string Line, IReadOnlyList<string> Problems)
{
    private static readonly ToolAnswer s_nothing = new("", []);

    /// <summary>Whether an answer of ours says accepted or refused; null for what others answer.</summary>
    public static bool? IsAccepted(string answer) =>
        answer.StartsWith("{\"accepted\":true", StringComparison.Ordinal) ? true
        : answer.StartsWith("{\"accepted\":false", StringComparison.Ordinal) ? false
        : null;

    public static ToolAnswer Read(string? answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return s_nothing;
        if (answer.TrimStart() is not ['{', ..])
            return new ToolAnswer(RunLines.Short(answer, 100), []);
        try
        {
            using var document = JsonDocument.Parse(answer);
            return
                document.RootElement.TryGetProperty("accepted", out var accepted)
                && accepted.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? Read(document.RootElement, accepted.GetBoolean())
                : new ToolAnswer(RunLines.Short(answer, 100), []);
        }
        catch (JsonException)
        {
            return new ToolAnswer(RunLines.Short(answer, 100), []);
        }
    }

    private static ToolAnswer Read(JsonElement answer, bool isAccepted)
    {
        var problems = Items(answer, "problems").Select(Text).Take(10).ToList();
        if (!isAccepted)
        {
            var count = Items(answer, "problems").Count + NotListed(answer);
            return new ToolAnswer(
                $"refused, {RunLines.Count(count, "problem")}{(problems.Count > 0 ? ": " + problems[0] : "")}",
                [.. problems.Skip(1)]
            );
        }

        var open = Items(answer, "findings").Count + NotListed(answer);
        var summary = answer.TryGetProperty("summary", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
        return new ToolAnswer(
            string.Join(
                "; ",
                (
                    (string[])
                        [
                            answer.TryGetProperty("revision", out _) ? "accepted" : "",
                            RunLines.Short(summary.Split('\n')[0], 120),
                            answer.TryGetProperty("revision", out _) ? RunLines.Count(open, "finding") + " open" : "",
                        ]
                ).Where(static part => part.Length > 0)
            ),
            []
        );
    }

    private static int NotListed(JsonElement answer) =>
        answer.TryGetProperty("notListed", out var more) && more.TryGetInt32(out var count) ? count : 0;

    private static List<JsonElement> Items(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Text(JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("message", out var message)
            ? RunLines.Short(message.ToString())
            : RunLines.Short(problem.ToString());
}
