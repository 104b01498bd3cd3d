using System.Text;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace BackendAgents.Agents;

/// <summary>
/// Puts a streamed run together: text as it comes, and the calls and results of functions, which the connector writes to the
/// history between two streams, as soon as they stand there.
/// </summary>
internal sealed class StreamAssembly(RunState run, string agentId)
{
    private readonly List<ChatMessage> messages = [];
    private readonly StringBuilder text = new();
    private int seen = run.Count;
    private int modelCalls;
    private UsageDetails? usage;
    private ChatFinishReason? finish;
    private string? responseId;
    private string? modelId;

    public IEnumerable<AgentResponseUpdate> Take(StreamingChatMessageContent chunk)
    {
        foreach (AgentResponseUpdate update in FromHistory())
            yield return update;

        // A run that a filter ended is closed by the connector with the last function's result, which stands in the history.
        if (chunk.Role == AuthorRole.Tool)
            yield break;

        responseId = chunk.Metadata?.GetValueOrDefault("CompletionId") as string ?? chunk.Metadata?.GetValueOrDefault("Id") as string ?? responseId;
        modelId = chunk.ModelId ?? modelId;
        finish = FinishReading.Of(chunk.Metadata) ?? finish;
        List<AIContent> contents = [];
        if (!string.IsNullOrEmpty(chunk.Content))
        {
            text.Append(chunk.Content);
            contents.Add(new Microsoft.Extensions.AI.TextContent(chunk.Content));
        }

        if (UsageReading.Of(chunk.Metadata) is { } part)
        {
            UsageReading.Add(ref usage, part);
            contents.Add(new UsageContent(part));
        }

        if (contents.Count > 0)
            yield return Update(ChatRole.Assistant, contents, chunk);
    }

    public IEnumerable<AgentResponseUpdate> Finish()
    {
        foreach (AgentResponseUpdate update in FromHistory())
            yield return update;

        if (text.Length > 0 || !(run.Gate.Stopped || run.Gate.Terminated))
        {
            modelCalls++;
            messages.Add(new ChatMessage(ChatRole.Assistant, text.ToString()) { AuthorName = run.Author, MessageId = responseId });
        }

        TranscriptRepair.AnswerEveryCall(messages);
        AgentRunFacts facts = run.Facts(messages, finish, modelCalls, modelId);
        List<AIContent> last = [];
        if (facts.Stop == AgentStop.MaxTurns)
        {
            ChatMessage note = run.Note(facts);
            messages.Add(note);
            last.AddRange(note.Contents);
        }

        run.Session?.Append(run.Requests.Concat(messages));
        AgentResponseUpdate end = Update(ChatRole.Assistant, last, null);
        end.FinishReason = finish;
        end.AdditionalProperties = new AdditionalPropertiesDictionary { [AgentRunFacts.Key] = facts };
        yield return end;
    }

    private IEnumerable<AgentResponseUpdate> FromHistory()
    {
        for (; seen < run.Count; seen++)
        {
            ChatMessageContent added = run.History[seen];
            ChatMessage message = MessageConversion.ToAgent(added, run.Author);
            messages.Add(message);
            if (added.Role == AuthorRole.Assistant)
            {
                modelCalls++;
                text.Clear();
                finish = null;
            }

            List<AIContent> news = [.. message.Contents.Where(c => c is FunctionCallContent or FunctionResultContent)];
            if (news.Count > 0)
                yield return Update(message.Role, news, added);
        }
    }

    private AgentResponseUpdate Update(ChatRole role, IList<AIContent> contents, object? raw) => new(role, contents)
    {
        AgentId = agentId,
        AuthorName = role == ChatRole.Assistant ? run.Author : null,
        ResponseId = responseId,
        MessageId = role == ChatRole.Assistant ? responseId : null,
        RawRepresentation = raw,
    };
}
