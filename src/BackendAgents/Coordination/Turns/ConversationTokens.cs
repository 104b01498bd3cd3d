using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Coordination.Turns;

/// <summary>Counts what a model is sent, where it does not say so itself. Each message is counted once, however often it is sent.</summary>
internal sealed class ConversationTokens
{
    // The usual chat formats add about this many tokens to each message.
    private const int Frame = 4;

    private readonly Dictionary<ChatMessageContent, long> _counted = new(ReferenceEqualityComparer.Instance);

    /// <summary>Tokens of all messages before one.</summary>
    /// <param name="conversation">The conversation as it is now.</param>
    /// <param name="reply">The message; null, or one that is not there, for the end.</param>
    public long Before(ChatHistory conversation, ChatMessageContent? reply)
    {
        long tokens = 0;
        foreach (var message in conversation)
        {
            if (ReferenceEquals(message, reply))
                break;
            if (!_counted.TryGetValue(message, out var own))
                _counted.Add(message, own = Of(message) + Frame);
            tokens += own;
        }

        return tokens;
    }

    /// <summary>Tokens of a message: its text, its calls and their results.</summary>
    public static long Of(ChatMessageContent message)
    {
        long tokens = 0;
        foreach (var item in message.Items)
        {
            tokens += item switch
            {
                TextContent text => TokenCounter.Count(text.Text ?? ""),
                FunctionCallContent call => TokenCounter.Count(call.FunctionName) + TokenCounter.Count(CanonicalJson.Write(call.Arguments)),
                FunctionResultContent result => TokenCounter.Count(CanonicalJson.Text(result.Result)),
                _ => 0,
            };
        }

        return tokens;
    }
}
