using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BackendAgents.Models.Resilience;

/// <summary>
/// The resilience around a model service, below the connector. The connector runs the functions that a model asks for between two
/// requests; since each request is retried, rerouted and timed by itself, no function is ever run twice for the sake of a retry, and a
/// fallback service receives the conversation as far as it got.
/// </summary>
internal sealed class ResilientModelHandler(
    ModelGate primary,
    IReadOnlyList<ModelGate> fallbacks,
    ModelResilienceOptions options,
    TimeProvider clock,
    ModelEvents events,
    HttpMessageInvoker transport
) : HttpMessageHandler
{
    private const int FirstPiece = 16 * 1024;
    private const string EventStream = "text/event-stream";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using ModelCall call = ModelTelemetry.Begin(primary.Target, clock);
        try
        {
            HttpResponseMessage response = await SendAsync(request, gate => Asked(call, gate.Target), cancellationToken)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                call.Refused(response.StatusCode);
            // A stream has only begun; a whole reply is in memory already.
            else if (
                call.IsRecorded
                && response.Content.Headers.ContentLength is <= ReplyReading.MaxBytes
                && response.Content.Headers.ContentType?.MediaType != EventStream
            )
                call.Answered(ReplyReading.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)));
            return response;
        }
        catch (Exception error)
        {
            call.Failed(error);
            throw;
        }
    }

    private static void Asked(ModelCall call, ModelTarget target)
    {
        call.Provider = ModelTelemetry.Provider(target);
        call.AnsweredBy(target.Model);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Action<ModelGate> asked,
        CancellationToken cancellationToken
    )
    {
        RecordedMessage message = await RecordedMessage.OfAsync(request, cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource total = new(options.TotalTimeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        Outcome<HttpResponseMessage> outcome = default;
        ModelGate last = primary;
        for (int i = -1; i < fallbacks.Count; i++)
        {
            ModelGate gate = i < 0 ? primary : fallbacks[i];
            if (i >= 0)
            {
                events.Raise(
                    new ModelEvent(ModelEventKind.Fallback, last.Target.ServiceId, TransientReply.Describe(outcome))
                    {
                        TakenOverBy = gate.Target.ServiceId,
                    }
                );
                outcome.Result?.Dispose();
            }

            outcome = await TryAsync(gate, i < 0 ? null : gate.Target, message, either.Token).ConfigureAwait(false);
            last = gate;
            asked(gate);
            cancellationToken.ThrowIfCancellationRequested();
            if (total.IsCancellationRequested || !WorthAnother(outcome))
                break;
        }

        if (outcome.Result is { } response)
            return response;
        if (total.IsCancellationRequested)
            events.Raise(
                new ModelEvent(ModelEventKind.Timeout, last.Target.ServiceId, $"no reply in {options.TotalTimeout} with all retries")
            );
        throw Explain(outcome.Exception!, last.Target.ServiceId, total.IsCancellationRequested);
    }

    private async Task<Outcome<HttpResponseMessage>> TryAsync(
        ModelGate gate,
        ModelTarget? other,
        RecordedMessage message,
        CancellationToken cancellation
    )
    {
        try
        {
            return Outcome.FromResult(
                await gate.SendAsync(token => AttemptAsync(gate.Target, message.For(other), token), cancellation).ConfigureAwait(false)
            );
        }
        catch (Exception error)
        {
            return Outcome.FromException<HttpResponseMessage>(error);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(ModelTarget target, HttpRequestMessage message, CancellationToken cancellation)
    {
        HttpResponseMessage response = await transport.SendAsync(message, cancellation).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
                await BufferErrorAsync(response, target, cancellation).ConfigureAwait(false);
            else if (response.Content.Headers.ContentType?.MediaType == EventStream)
                await WatchAsync(response, target, cancellation).ConfigureAwait(false);
            else
                await BufferAsync(response, target, cancellation).ConfigureAwait(false);
            return response;
        }
        catch (Exception error)
        {
            response.Dispose();
            // The reply had begun. A broken connection is reported as such, not as a failure to connect.
            if (error is HttpRequestException { InnerException: IOException and not HttpIOException })
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The reply was cut off.", error);
            throw;
        }
    }

    private async Task BufferAsync(HttpResponseMessage response, ModelTarget target, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(options.MaxReplyBytes, cancellation).ConfigureAwait(false);
        // The body is buffered already, so reading it neither waits nor blocks.
        if (!ReplyShape.IsCompletion(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)))
            throw new ModelCallException(
                ModelFailure.BadReply,
                target.ServiceId,
                $"The model service '{target.ServiceId}' sent a reply that is no chat completion. Check its endpoint."
            );
    }

    // A stream counts as begun, and is not retried, once its first piece is here.
    private async Task WatchAsync(HttpResponseMessage response, ModelTarget target, CancellationToken cancellation)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[FirstPiece];
        int count = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        if (count == 0)
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The streamed reply ended before it began.");

        WatchedStream watched = new(body, buffer.AsMemory(0, count), options.StreamIdleTimeout, clock, () =>
            events.Raise(
                new ModelEvent(ModelEventKind.Timeout, target.ServiceId, $"the streamed reply was silent for {options.StreamIdleTimeout}")
            )
        );
        StreamContent content = new(watched);
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
            content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
    }

    // Some servers repeat the key that they refuse; it must not reach an exception's message.
    private async Task BufferErrorAsync(HttpResponseMessage response, ModelTarget target, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(options.MaxReplyBytes, cancellation).ConfigureAwait(false);
        if (string.IsNullOrEmpty(target.ApiKey))
            return;
        string text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        if (!text.Contains(target.ApiKey, StringComparison.Ordinal))
            return;

        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = new StringContent(
            text.Replace(target.ApiKey, "(key)", StringComparison.Ordinal),
            Encoding.UTF8,
            type?.MediaType ?? "text/plain"
        );
    }

    private static bool WorthAnother(Outcome<HttpResponseMessage> outcome) =>
        TransientReply.Is(outcome)
        || outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests
        || outcome.Exception is BrokenCircuitException or ModelCallException { Failure: ModelFailure.Overloaded };

    private ModelCallException Explain(Exception error, string serviceId, bool totalTimeout) =>
        error switch
        {
            ModelCallException known => known,
            _ when totalTimeout => new ModelCallException(
                ModelFailure.Timeout,
                serviceId,
                $"The model service '{serviceId}' did not answer within {options.TotalTimeout}, retries included.",
                null,
                error
            ),
            TimeoutRejectedException => new ModelCallException(
                ModelFailure.Timeout,
                serviceId,
                $"The model service '{serviceId}' did not answer within {options.AttemptTimeout}, in none of the attempts.",
                null,
                error
            ),
            BrokenCircuitException => new ModelCallException(
                ModelFailure.CircuitOpen,
                serviceId,
                $"The model service '{serviceId}' failed so often lately that it is left alone for {options.CircuitBreak}.",
                null,
                error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new ModelCallException(
                ModelFailure.BadReply,
                serviceId,
                $"The model service '{serviceId}' sent a reply larger than {options.MaxReplyBytes} bytes.",
                null,
                error
            ),
            HttpIOException
            or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse }
            or IOException
            or HttpRequestException { InnerException: HttpIOException } => new ModelCallException(
                ModelFailure.BadReply,
                serviceId,
                $"The model service '{serviceId}' cut its reply off, in every attempt.",
                null,
                error
            ),
            // Without a connection this would be the socket's own error.
            HttpRequestException { InnerException: IOException } => new ModelCallException(
                ModelFailure.Unavailable,
                serviceId,
                $"The model service '{serviceId}' broke the connection off before it replied, in every attempt.",
                null,
                error
            ),
            _ => ModelFailures.Translate(error, serviceId),
        };
}
