using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Coordination.Turns;

/// <summary>A chat service that first brings the conversation to where a killed process had left it.</summary>
internal sealed class SeededChatService(IChatCompletionService inner, TurnScope scope) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes => inner.Attributes;

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default
    )
    {
        if (kernel is not null && await scope.SeedAsync(chatHistory, kernel, cancellationToken).ConfigureAwait(false))
            return [];
        return await inner.GetChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (kernel is not null && await scope.SeedAsync(chatHistory, kernel, cancellationToken).ConfigureAwait(false))
            yield break;
        await foreach (
            var update in inner
                .GetStreamingChatMessageContentsAsync(chatHistory, executionSettings, kernel, cancellationToken)
                .ConfigureAwait(false)
        )
            yield return update;
    }
}
