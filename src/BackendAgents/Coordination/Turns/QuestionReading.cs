using System.Globalization;
using System.Text.Json;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>Reads questions out of a worker's reply: <c>{"questions":["..."]}</c> in its last fenced JSON block.</summary>
internal static class QuestionReading
{
    private const int MaxQuestions = 10;

    public static IReadOnlyList<Question> Read(string reply, TeamTask task)
    {
        const string Open = "```json";
        var start = reply.LastIndexOf(Open, StringComparison.Ordinal);
        if (start < 0 || !reply.AsSpan(start).Contains("\"questions\"", StringComparison.Ordinal))
            return [];
        return Parse(reply, start + Open.Length, task);
    }

    private static IReadOnlyList<Question> Parse(string reply, int start, TeamTask task)
    {
        var body = reply.AsSpan(start);
        var close = body.IndexOf("\n```", StringComparison.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(
                (close < 0 ? body : body[..close]).ToString(),
                new JsonDocumentOptions { MaxDepth = 8 }
            );
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("questions", out var list)
                || list.ValueKind != JsonValueKind.Array
            )
                return [];
            return
            [
                .. list.EnumerateArray()
                    .Where(static item => item.ValueKind == JsonValueKind.String && item.GetString()!.Trim().Length > 0)
                    .Take(MaxQuestions)
                    .Select(
                        (item, index) =>
                            new Question
                            {
                                Id = string.Create(CultureInfo.InvariantCulture, $"ask-{task.Id}-{index + 1}"),
                                AskedBy = task.Role,
                                Text = PeopleFunctions.Bounded(item.GetString()),
                            }
                    ),
            ];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The JSON is not a list of questions, so the reply is read as prose.
            return [];
        }
    }
}
