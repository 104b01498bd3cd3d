using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace BackendAgents.Models;

/// <summary>
/// Tells of each call of a chat client. Belongs below the function invocation, so that one call is one reply of the model.
/// </summary>
internal sealed class TracedChatClient(IChatClient inner, string model, string provider) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var call = ModelTelemetry.Begin(model, provider, null, TimeProvider.System);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            if (call.IsRecorded)
                call.Answered(
                    new(
                        response.ResponseId,
                        response.ModelId,
                        response.Usage?.InputTokenCount,
                        response.Usage?.OutputTokenCount,
                        response.FinishReason is { } reason ? [reason.Value] : null
                    )
                );
            return response;
        }
        catch (Exception error)
        {
            call.Failed(error);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var call = ModelTelemetry.Begin(model, provider, null, TimeProvider.System);
        var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (updates.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                        yield break;
                }
                catch (Exception error)
                {
                    call.Failed(error);
                    throw;
                }

                yield return updates.Current;
            }
        }
    }
}
