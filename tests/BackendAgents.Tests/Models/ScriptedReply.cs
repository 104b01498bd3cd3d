using System.Text.Json.Nodes;

namespace BackendAgents.Tests.Models;

/// <summary>One reply of the scripted server. A request that asks for streaming gets the same reply in chunks.</summary>
public sealed record ScriptedReply
{
    public int Status { get; private init; } = 200;

    public string? RetryAfter { get; private init; }

    public string? Text { get; private init; }

    public IReadOnlyList<(string Id, string Name, string Arguments)> ToolCalls { get; private init; } = [];

    public string FinishReason { get; private init; } = "stop";

    public string? RawBody { get; init; }

    /// <summary>The part of the body that is sent before the connection is cut; null sends all.</summary>
    public double? CutAt { get; private init; }

    /// <summary>True sends nothing at all until the client goes away.</summary>
    public bool Hangs { get; private init; }

    /// <summary>The pause between two chunks of a stream, or between two pieces of a body.</summary>
    public TimeSpan Drip { get; private init; }

    /// <summary>A stream stops after this many chunks, the connection left open; null sends all.</summary>
    public int? StallAfter { get; private init; }

    public int InputTokens { get; private init; } = 11;

    public int OutputTokens { get; private init; } = 7;

    public static ScriptedReply Say(string text) => new() { Text = text };

    public static ScriptedReply Call(string name, string arguments = "{}") => Calls((name, arguments));

    /// <summary>The ids of the calls repeat from reply to reply, as those of some servers do.</summary>
    public static ScriptedReply Calls(params (string Name, string Arguments)[] calls) =>
        new() { ToolCalls = [.. calls.Select((c, i) => ($"call_{i}", c.Name, c.Arguments))], FinishReason = "tool_calls" };

    public static ScriptedReply Fail(int status, string? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };

    public static ScriptedReply Hang() => new() { Hangs = true };

    public static ScriptedReply SlowDrip(string text, TimeSpan pause) => new() { Text = text, Drip = pause };

    public static ScriptedReply CutShort(string text) => new() { Text = text, FinishReason = "length" };

    public static ScriptedReply Filtered() => new() { Text = "", FinishReason = "content_filter" };

    public static ScriptedReply CutConnection(string text, double at = 0.5) => new() { Text = text, CutAt = at };

    public static ScriptedReply Stall(string text, int afterChunks) => new() { Text = text, StallAfter = afterChunks };

    public static ScriptedReply Empty() => new() { Text = "" };

    public static ScriptedReply Huge(int bytes) => new() { Text = new string('x', bytes) };

    public static ScriptedReply Raw(string body) => new() { RawBody = body };

    public ScriptedReply WithUsage(int input, int output) => this with { InputTokens = input, OutputTokens = output };

    internal JsonObject Usage() =>
        new()
        {
            ["prompt_tokens"] = InputTokens,
            ["completion_tokens"] = OutputTokens,
            ["total_tokens"] = InputTokens + OutputTokens,
        };

    internal JsonObject Completion(string id, string model) =>
        new()
        {
            ["id"] = id,
            ["object"] = "chat.completion",
            ["created"] = 1_700_000_000,
            ["model"] = model,
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["finish_reason"] = FinishReason,
                    ["message"] = Message(),
                }
            ),
            ["usage"] = Usage(),
        };

    internal IEnumerable<JsonObject> Chunks(string id, string model)
    {
        yield return Chunk(id, model, new JsonObject { ["role"] = "assistant", ["content"] = "" });
        foreach (char[] piece in (Text ?? "").Chunk(Math.Max(1, (Text ?? "").Length / 4)))
            yield return Chunk(id, model, new JsonObject { ["content"] = new string(piece) });
        for (int i = 0; i < ToolCalls.Count; i++)
        {
            // Real services send the name first and the arguments in pieces.
            (string callId, string name, string arguments) = ToolCalls[i];
            yield return Chunk(id, model, Delta(i, callId, name, ""));
            foreach (char[] piece in arguments.Chunk(5))
                yield return Chunk(id, model, Delta(i, null, null, new string(piece)));
        }

        JsonObject end = Chunk(id, model, []);
        end["choices"]![0]!["finish_reason"] = FinishReason;
        yield return end;
        JsonObject usage = Chunk(id, model, []);
        usage["choices"] = new JsonArray();
        usage["usage"] = Usage();
        yield return usage;
    }

    private static JsonObject Delta(int index, string? id, string? name, string arguments)
    {
        JsonObject function = new() { ["arguments"] = arguments };
        JsonObject call = new() { ["index"] = index, ["function"] = function };
        if (name is not null)
        {
            call["id"] = id;
            call["type"] = "function";
            function["name"] = name;
        }

        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private static JsonObject Chunk(string id, string model, JsonObject delta) =>
        new()
        {
            ["id"] = id,
            ["object"] = "chat.completion.chunk",
            ["created"] = 1_700_000_000,
            ["model"] = model,
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["delta"] = delta,
                    ["finish_reason"] = null,
                }
            ),
        };

    private JsonObject Message()
    {
        JsonObject message = new() { ["role"] = "assistant", ["content"] = Text };
        if (ToolCalls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([
                .. ToolCalls.Select(c =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = c.Id,
                            ["type"] = "function",
                            ["function"] = new JsonObject { ["name"] = c.Name, ["arguments"] = c.Arguments },
                        }
                ),
            ]);
        }

        return message;
    }
}
