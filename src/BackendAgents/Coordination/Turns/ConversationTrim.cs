using System.Globalization;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Plugins;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// Takes out of a turn's conversation what nobody needs a second time, since a chat model is sent all of it with each call: a document
/// that was refused and is kept as the draft, one that was taken over, and answers that a later one of the same function replaces.
/// One instance a turn; the record has everything in full.
/// </summary>
internal sealed class ConversationTrim
{
    /// <summary>Shorter arguments stay.</summary>
    public const int LongArgument = 600;

    /// <summary>Shorter answers stay.</summary>
    public const int LongAnswer = 1_200;

    // Connectors keep a reply's calls under this metadata key, and would send it in place of the trimmed items.
    private const string RawCalls = "ChatResponseMessage.FunctionToolCalls";

    private readonly Dictionary<string, (ChatMessageContent Reply, string Id, ToolCall Call)> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<ChatMessageContent, ChatMessageContent> _now = new(ReferenceEqualityComparer.Instance);

    /// <summary>Told of each answer, before it stands in the conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="reply">The reply that asks for the call. Ids may begin anew in each reply, so an id alone says too little.</param>
    /// <param name="callId">The id of the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="answer">What the function answered.</param>
    public void Answered(ChatHistory conversation, ChatMessageContent reply, string? callId, ToolCall call, string answer)
    {
        if (callId is null || ToolAnswer.IsAccepted(answer) is not { } accepted)
            return;
        var isChange = call.Function is "blueprint-replace" or "blueprint-edit" or "requirements-facts";

        // Refused facts are kept nowhere else, and the model needs them to correct them.
        if ((isChange && (accepted || call.Function != "requirements-facts")) || (call.Function == "workspace-write" && accepted))
            Arguments(conversation, reply, callId, call, accepted ? "taken over" : "refused, and kept as the draft");
        var key = isChange ? "" : call.Function + call.Arguments;
        if (_last.TryGetValue(key, out var before))
        {
            Answer(conversation, before.Reply, before.Id);
            if (isChange)
                Arguments(conversation, before.Reply, before.Id, before.Call, "followed by a later one");
        }

        _last[key] = (reply, callId, call);
    }

    private void Arguments(ChatHistory conversation, ChatMessageContent reply, string callId, ToolCall call, string fate)
    {
        if (call.Arguments.Length < LongArgument || Find(conversation, reply) is not (>= 0 and var at))
            return;
        var message = conversation[at];
        var items = new ChatMessageContentItemCollection();
        foreach (var item in message.Items)
            items.Add(item is FunctionCallContent made && made.Id == callId ? Short(made, fate) : item);
        var metadata = message.Metadata?.Where(static pair => pair.Key != RawCalls);
        conversation[at] = _now[reply] = new ChatMessageContent(message.Role, items, message.ModelId, metadata: metadata?.ToDictionary())
        {
            AuthorName = message.AuthorName,
        };
    }

    private static FunctionCallContent Short(FunctionCallContent call, string fate)
    {
        var arguments = new KernelArguments();
        foreach (var (name, value) in call.Arguments ?? [])
        {
            var text = CanonicalJson.Text(value);
            arguments[name] =
                text.Length < LongArgument
                    ? value
                    : string.Create(CultureInfo.InvariantCulture, $"[{text.Length} characters, {PluginAnswer.Hash(text)}: {fate}]");
        }

        return new FunctionCallContent(call.FunctionName, call.PluginName, call.Id, arguments);
    }

    private void Answer(ChatHistory conversation, ChatMessageContent reply, string callId)
    {
        var at = Find(conversation, reply) + 1;
        for (; at > 0 && at < conversation.Count && conversation[at].Role == AuthorRole.Tool; at++)
        {
            if (conversation[at].Items.OfType<FunctionResultContent>().FirstOrDefault(item => item.CallId == callId) is { } result)
            {
                Shorten(conversation, at, result);
                return;
            }
        }
    }

    private static void Shorten(ChatHistory conversation, int at, FunctionResultContent result)
    {
        var message = conversation[at];
        if (CanonicalJson.Text(result.Result).Length < LongAnswer)
            return;
        var items = new ChatMessageContentItemCollection();
        foreach (var item in message.Items.OfType<FunctionResultContent>())
            items.Add(
                ReferenceEquals(item, result)
                    ? new FunctionResultContent(
                        result.FunctionName,
                        result.PluginName,
                        result.CallId,
                        "[A later answer replaces this one.]"
                    )
                    : item
            );

        // The metadata is left out, because connectors keep a copy of the text in it.
        conversation[at] = new ChatMessageContent(message.Role, items, message.ModelId);
    }

    private int Find(ChatHistory conversation, ChatMessageContent reply)
    {
        var now = _now.GetValueOrDefault(reply, reply);
        for (var i = conversation.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(conversation[i], now))
                return i;
        }

        return -1;
    }
}
