using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace BackendAgents.Offline.Chat;

/// <summary>
/// A deterministic chat client that works by rules, without any language model: it reads the brief with the brief reader, calls the same
/// plugin functions that a model would call, and has findings mended by the fixes of their rules.
/// </summary>
/// <remarks>
/// It answers the views that the coordinator sends; to anything else it takes the last user message as a brief. It holds no state between
/// calls: everything follows from the messages, so the same conversation gives the same reply. Thread-safe.
/// </remarks>
internal sealed class OfflineChatClient : IChatClient
{
    /// <summary>The name under which this client appears everywhere. It is not the name of a language model.</summary>
    public const string ModelName = "offline";

    private static readonly ChatClientMetadata s_metadata = new("BackendAgents", defaultModelId: ModelName);

    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = OfflineTurn.Read([.. messages], options);
        var reply = turn.Kind switch
        {
            OfflineTaskKind.Review => OfflineReviewer.Reply(turn),
            OfflineTaskKind.Revise => OfflineDeveloper.Revise(turn),
            _ => OfflineDeveloper.Design(turn),
        };
        var message = new ChatMessage(ChatRole.Assistant, [.. reply.Contents(turn.Calls.Count)])
        {
            MessageId = $"offline-{turn.Calls.Count}",
        };
        return Task.FromResult(
            new ChatResponse(message)
            {
                ModelId = ModelName,
                FinishReason = reply.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            }
        );
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? s_metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
