using BackendAgents.Models;
using BackendAgents.Models.Replies;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace BackendAgents.Agents;

/// <summary>One run in progress: its history, its kernel, its gate, and what came of it.</summary>
internal sealed class RunState : IDisposable
{
    private readonly int _sent;

    public required string Author { get; init; }

    public required IChatCompletionService Service { get; init; }

    public required string? ServiceId { get; init; }

    public required PromptExecutionSettings Settings { get; init; }

    public required Kernel Kernel { get; init; }

    public required ToolGate Gate { get; init; }

    /// <summary>Ends the run from inside, between two calls of the model.</summary>
    public required CancellationTokenSource Ending { get; init; }

    public required ChatHistory History { get; init; }

    public required IReadOnlyList<ChatMessage> Requests { get; init; }

    public required KernelAgentSession? Session { get; init; }

    public RunState(int sent) => _sent = sent;

    /// <summary>What the connector added to the history since the request: calls and results of functions.</summary>
    public IEnumerable<ChatMessageContent> Added => History.Skip(_sent);

    public int Count => History.Count;

    public void Dispose() => Ending.Dispose();

    public AgentResponse Finish(string agentId, IReadOnlyList<ChatMessageContent> said)
    {
        // A service that ends on a function's result has put it into the history already.
        ChatMessageContent[] contents = [.. Added, .. said.Where(s => !Added.Contains(s) && s.Role != AuthorRole.Tool)];
        List<ChatMessage> messages = [.. contents.Select(c => MessageConversion.ToAgent(c, Author))];
        TranscriptRepair.AnswerEveryCall(messages);

        ChatMessageContent? last = contents.LastOrDefault(c => c.Role == AuthorRole.Assistant);
        UsageDetails? usage = UsageReading.Sum(contents);
        ChatFinishReason? finish = FinishReading.Of(last?.Metadata);
        AgentRunFacts facts = Facts(messages, finish, contents.Count(c => c.Role == AuthorRole.Assistant), last?.ModelId, RefusalOf(last));
        if (facts.Stop == AgentStop.MaxTurns)
            messages.Add(Note(facts));

        Session?.Append(Requests.Concat(messages));
        return new AgentResponse(messages)
        {
            AgentId = agentId,
            ResponseId = last?.Metadata?.GetValueOrDefault("Id") as string,
            CreatedAt = last?.Metadata?.GetValueOrDefault("CreatedAt") as DateTimeOffset?,
            FinishReason = finish,
            Usage = usage,
            RawRepresentation = said,
            AdditionalProperties = new AdditionalPropertiesDictionary { [AgentRunFacts.Key] = facts },
        };
    }

    /// <summary>What a reply says where a model refuses: connectors keep it beside the text.</summary>
    public static string? RefusalOf(KernelContent? reply) =>
        reply?.Metadata?.GetValueOrDefault("Refusal") is string { Length: > 0 } said ? (said.Length > 500 ? said[..500] : said) : null;

    public AgentRunFacts Facts(
        IReadOnlyList<ChatMessage> messages,
        ChatFinishReason? finish,
        int modelCalls,
        string? modelId,
        string? refusal
    )
    {
        int asked = messages.Sum(m => m.Contents.OfType<FunctionCallContent>().Count());
        bool silent =
            messages is []
            || (messages[^1].Text.Length == 0 && !messages[^1].Contents.Any(c => c is FunctionResultContent or FunctionCallContent));
        return new AgentRunFacts
        {
            Stop =
                Gate.Stopped ? AgentStop.MaxTurns
                : Gate.Terminated ? AgentStop.Terminated
                : finish == ChatFinishReason.Length ? AgentStop.Length
                : finish == ChatFinishReason.ContentFilter ? AgentStop.ContentFilter
                : refusal is not null ? AgentStop.Refused
                : silent ? AgentStop.Empty
                : AgentStop.Completed,
            Refusal = refusal,
            ModelCalls = modelCalls,
            ToolCalls = asked,
            RejectedToolCalls = Math.Max(0, asked - Gate.Started),
            FailedToolCalls = Gate.Failed,
            ServiceId = ServiceId,
            ModelId = modelId,
        };
    }

    public ChatMessage Note(AgentRunFacts facts) =>
        new(
            ChatRole.Assistant,
            [
                new ErrorContent(
                    $"Stopped after {facts.ModelCalls} model calls, the most this agent may make; the functions asked for "
                        + "last were not run."
                )
                {
                    ErrorCode = "maxTurns",
                },
            ]
        )
        {
            AuthorName = Author,
        };

    public Exception Explain(Exception error, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested && error is not ModelCallException
            ? new OperationCanceledException($"The run of '{Author}' was cancelled.", error, cancellation)
            : ModelFailures.Translate(error, ServiceId);
}
