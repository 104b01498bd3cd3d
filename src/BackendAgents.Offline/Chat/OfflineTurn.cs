using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.AI;

namespace BackendAgents.Offline.Chat;

/// <summary>A conversation as the offline client understands it: the task, and what was called and answered since.</summary>
internal sealed record OfflineTurn
{
    public required OfflineTaskKind Kind { get; init; }

    /// <summary>The areas of a review.</summary>
    public IReadOnlyList<Area> Areas { get; init; } = [];

    /// <summary>What people answered to questions.</summary>
    public string Answers { get; init; } = "";

    /// <summary>The brief with what people answered; for a plain chat, the last user message.</summary>
    public string Brief { get; init; } = "";

    /// <summary>The findings that the task names.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<OfflineResult> Calls { get; init; } = [];

    public IReadOnlyList<AITool> Tools { get; init; } = [];

    public static OfflineTurn Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var start = messages.ToList().FindLastIndex(static message => message.Role == ChatRole.User);
        var text = start < 0 ? "" : messages[start].Text;
        var view = OfflineView.TryParse(text);
        return new OfflineTurn
        {
            Kind = view?.Task?.Kind ?? OfflineTaskKind.Design,
            Areas = view?.Task?.Areas ?? [],
            Brief = view is null ? text : view.Find("Brief") + Said(view.Find("Answers")),
            Answers = Said(view?.Find("Answers")).Trim(),
            Findings = view?.Findings ?? [],
            Calls = ReadCalls(messages.Skip(start + 1)),
            Tools = options?.Tools is { } tools ? [.. tools] : [],
        };
    }

    /// <summary>
    /// The tool for a plugin function, however the connector joined plugin and function name; null when it isn't offered.
    /// </summary>
    public AITool? Tool(string plugin, string function) =>
        Tools.FirstOrDefault(tool => Letters(tool.Name).SequenceEqual(Letters(plugin + function)));

    /// <summary>The last answer of a plugin function in this turn, or null.</summary>
    public JsonNode? Answer(string plugin, string function) =>
        Calls.LastOrDefault(call => Letters(call.Name).SequenceEqual(Letters(plugin + function)))?.Answer;

    // What a person answered belongs to the brief from then on.
    private static string Said(string? answers) =>
        string.Concat(
            (answers ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => "\n\n" + Node(line)?["answer"])
        );

    private static List<OfflineResult> ReadCalls(IEnumerable<ChatMessage> messages)
    {
        var contents = messages.SelectMany(static message => message.Contents).ToList();
        var results = contents
            .OfType<FunctionResultContent>()
            .GroupBy(static result => result.CallId)
            .ToDictionary(static group => group.Key, static group => group.Last());
        return
        [
            .. contents
                .OfType<FunctionCallContent>()
                .Select(call => new OfflineResult(
                    call.Name,
                    results.TryGetValue(call.CallId, out var result) ? Node(result.Result) : null
                )),
        ];
    }

    private static JsonNode? Node(object? result)
    {
        var text = result switch
        {
            null => "",
            string plain => plain,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
            _ => result.ToString() ?? "",
        };
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static IEnumerable<char> Letters(string name) => name.Where(char.IsLetterOrDigit);
}

/// <summary>A function that was called, with its answer.</summary>
internal sealed record OfflineResult(string Name, JsonNode? Answer);
