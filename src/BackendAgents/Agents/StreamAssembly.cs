using System.Text;
using BackendAgents.Models.Replies;
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
    private readonly List<ChatMessage> _messages = [];
    private readonly StringBuilder _text = new();
    private int _seen = run.Count;
    private int _modelCalls;
    private UsageDetails? _usage;
    private ChatFinishReason? _finish;
    private string? _responseId;
    private string? _modelId;
    private string _refusal = "";

    public IEnumerable<AgentResponseUpdate> Take(StreamingChatMessageContent chunk)
    {
        foreach (AgentResponseUpdate update in FromHistory())
            yield return update;

        // A run that a filter ended is closed by the connector with the last function's result, which stands in the history.
        if (chunk.Role == AuthorRole.Tool)
            yield break;

        _responseId =
            chunk.Metadata?.GetValueOrDefault("CompletionId") as string ?? chunk.Metadata?.GetValueOrDefault("Id") as string ?? _responseId;
        _modelId = chunk.ModelId ?? _modelId;
        _refusal += chunk.Metadata?.GetValueOrDefault("RefusalUpdate") as string;
        _finish = FinishReading.Of(chunk.Metadata) ?? _finish;
        List<AIContent> contents = [];
        if (!string.IsNullOrEmpty(chunk.Content))
        {
            _text.Append(chunk.Content);
            contents.Add(new Microsoft.Extensions.AI.TextContent(chunk.Content));
        }

        if (UsageReading.Of(chunk.Metadata) is { } part)
        {
            UsageReading.Add(ref _usage, part);
            contents.Add(new UsageContent(part));
        }

        if (contents.Count > 0)
            yield return Update(ChatRole.Assistant, contents, chunk);
    }

    public IEnumerable<AgentResponseUpdate> Finish()
    {
        foreach (AgentResponseUpdate update in FromHistory())
            yield return update;

        if (_text.Length > 0 || !(run.Gate.Stopped || run.Gate.Terminated))
        {
            _modelCalls++;
            _messages.Add(new ChatMessage(ChatRole.Assistant, _text.ToString()) { AuthorName = run.Author, MessageId = _responseId });
        }

        TranscriptRepair.AnswerEveryCall(_messages);
        AgentRunFacts facts = run.Facts(_messages, _finish, _modelCalls, _modelId, _refusal.Length == 0 ? null : _refusal);
        List<AIContent> last = [];
        if (facts.Stop == AgentStop.MaxTurns)
        {
            ChatMessage note = run.Note(facts);
            _messages.Add(note);
            last.AddRange(note.Contents);
        }

        run.Session?.Append(run.Requests.Concat(_messages));
        AgentResponseUpdate end = Update(ChatRole.Assistant, last, null);
        end.FinishReason = _finish;
        end.AdditionalProperties = new AdditionalPropertiesDictionary { [AgentRunFacts.Key] = facts };
        yield return end;
    }

    private IEnumerable<AgentResponseUpdate> FromHistory()
    {
        for (; _seen < run.Count; _seen++)
        {
            ChatMessageContent added = run.History[_seen];
            ChatMessage message = MessageConversion.ToAgent(added, run.Author);
            _messages.Add(message);
            if (added.Role == AuthorRole.Assistant)
            {
                _modelCalls++;
                _text.Clear();
                _finish = null;
            }

            List<AIContent> news = [.. message.Contents.Where(c => c is FunctionCallContent or FunctionResultContent)];
            if (news.Count > 0)
                yield return Update(message.Role, news, added);
        }
    }

    private AgentResponseUpdate Update(ChatRole role, IList<AIContent> contents, object? raw) =>
        new(role, contents)
        {
            AgentId = agentId,
            AuthorName = role == ChatRole.Assistant ? run.Author : null,
            ResponseId = _responseId,
            MessageId = role == ChatRole.Assistant ? _responseId : null,
            RawRepresentation = raw,
        };
}
