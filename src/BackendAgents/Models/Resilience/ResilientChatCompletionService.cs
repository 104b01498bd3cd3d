using System.Runtime.CompilerServices;
using BackendAgents.Checking;
using BackendAgents.Models.Replies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using Polly;

namespace BackendAgents.Models.Resilience;

/// <summary>
/// Retries and fallbacks around chat services that are not made by <see cref="ModelServiceFactory"/>, such as other vendors' connectors.
/// A call may run functions before it fails; it is repeated only when none has started, or when the service has written all their
/// results into the history, from which the next attempt goes on. A streamed call is repeated only before its first piece. Thread-safe.
/// </summary>
/// <remarks>The configured services are resilient below the connector already; wrapping them again would multiply the retries.</remarks>
internal sealed class ResilientChatCompletionService : IChatCompletionService
{
    private readonly (string Id, IChatCompletionService Service, ResiliencePipeline<bool> Pipeline)[] _chain;
    private readonly ModelResilienceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ModelEvents _events;

    /// <summary>Wraps services.</summary>
    /// <param name="services">The service, and after it its fallbacks in order, each with an id for events and exceptions.</param>
    /// <param name="options">Limits. The attempt timeout pauses while functions run; concurrency, stream silence and reply size are not
    /// bounded here.</param>
    /// <param name="clock">Measures timeouts and pauses; null for the system's.</param>
    /// <param name="loggers">Where retries and the like are logged; null for nowhere.</param>
    /// <param name="onEvent">Told of retries and the like; null for nobody.</param>
    /// <exception cref="ArgumentException">There is no service, or the options are not usable.</exception>
    public ResilientChatCompletionService(
        IReadOnlyList<KeyValuePair<string, IChatCompletionService>> services,
        ModelResilienceOptions? options = null,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        Action<ModelEvent>? onEvent = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Count == 0)
            throw new ArgumentException("At least one service is needed.", nameof(services));
        _options = options ?? new ModelResilienceOptions();
        if (OptionCheck.Problems(_options).FirstOrDefault() is { } problem)
            throw new ArgumentException($"{problem.Message} {problem.Remedy}", nameof(options));
        _clock = clock ?? TimeProvider.System;
        _events = new ModelEvents((loggers ?? NullLoggerFactory.Instance).CreateLogger("BackendAgents.Models"), onEvent);
        _chain = [.. services.Select(s => (s.Key, s.Value, ChatPipeline.Create(s.Key, _options, _clock, _events)))];
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, object?> Attributes => _chain[0].Service.Attributes;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(chatHistory);
        IReadOnlyList<ChatMessageContent> said = [];
        int before = chatHistory.Count;
        using ModelCall? told = Begin();
        try
        {
            await RunAsync(
                    chatHistory,
                    kernel,
                    async (service, attempt) =>
                    {
                        said = await service
                            .GetChatMessageContentsAsync(chatHistory, executionSettings, attempt.Kernel, attempt.Token)
                            .WaitAsync(attempt.Token)
                            .ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (Exception error)
        {
            told?.Failed(error);
            throw;
        }

        if (told is { IsRecorded: true })
            told.Answered(Reply([.. chatHistory.Skip(before), .. said.Where(content => !chatHistory.Contains(content))]));
        return said;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        PromptStream<StreamingChatMessageContent>? stream = null;
        ChatAttempt? begun = null;
        bool more = false;
        using ModelCall? told = Begin();
        await ToldAsync(
                told,
                RunAsync(
                    chatHistory,
                    kernel,
                    async (service, attempt) =>
                    {
                        PromptStream<StreamingChatMessageContent> opened = new(
                            service.GetStreamingChatMessageContentsAsync(chatHistory, executionSettings, attempt.Kernel, attempt.Token),
                            attempt.Token
                        );
                        try
                        {
                            more = await opened.MoveNextAsync().ConfigureAwait(false);
                        }
                        catch
                        {
                            await opened.DisposeAsync().ConfigureAwait(false);
                            throw;
                        }

                        attempt.KeepOpen();
                        (stream, begun) = (opened, attempt);
                        return true;
                    },
                    cancellationToken
                )
            )
            .ConfigureAwait(false);

        using (begun)
        await using (stream!.ConfigureAwait(false))
        {
            while (more)
            {
                yield return stream!.Current;
                Task<bool> next = stream.MoveNextAsync();
                await ToldAsync(told, next).ConfigureAwait(false);
                more = await next.ConfigureAwait(false);
            }
        }
    }

    // Services with telemetry of their own are not wrapped in ours.
    private ModelCall? Begin() =>
        ModelTelemetry.IsTold(_chain[0].Service) ? null : ModelTelemetry.Begin(_chain[0].Service.GetModelId(), null, null, _clock);

    private static async Task ToldAsync(ModelCall? told, Task step)
    {
        try
        {
            await step.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            told?.Failed(error);
            throw;
        }
    }

    private static ModelReply Reply(List<ChatMessageContent> contents)
    {
        ChatMessageContent? last = contents.FindLast(static content => content.Role == AuthorRole.Assistant);
        UsageDetails? usage = UsageReading.Sum(contents);
        return new ModelReply(
            last?.Metadata?.GetValueOrDefault("Id") as string,
            last?.ModelId,
            usage?.InputTokenCount,
            usage?.OutputTokenCount,
            FinishReading.Of(last?.Metadata) is { } reason ? [reason.Value] : null
        );
    }

    private async Task RunAsync(
        ChatHistory history,
        Kernel? kernel,
        Func<IChatCompletionService, ChatAttempt, Task<bool>> call,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(history);
        for (int i = 0; ; i++)
        {
            (string id, IChatCompletionService service, ResiliencePipeline<bool> pipeline) = _chain[i];
            try
            {
                await pipeline
                    .ExecuteAsync(
                        async token =>
                        {
                            ChatAttempt attempt = new(history, kernel, _options.AttemptTimeout, _clock, token);
                            try
                            {
                                return await call(service, attempt).ConfigureAwait(false);
                            }
                            catch (Exception error) when (!cancellation.IsCancellationRequested)
                            {
                                throw new ChatAttemptException(
                                    attempt.MayGoOn,
                                    ModelFailures.Translate(
                                        attempt.TimedOut ? new TimeoutException("The attempt took too long.", error) : error,
                                        id
                                    )
                                );
                            }
                            finally
                            {
                                attempt.Close();
                            }
                        },
                        cancellation
                    )
                    .ConfigureAwait(false);
                return;
            }
            catch (ChatAttemptException failed) when (failed.Transient && i + 1 < _chain.Length)
            {
                _events.Raise(
                    new ModelEvent(ModelEventKind.Fallback, id, failed.Cause.Failure.ToString()) { TakenOverBy = _chain[i + 1].Id }
                );
            }
            catch (ChatAttemptException failed)
            {
                throw failed.Cause;
            }
            catch (Polly.CircuitBreaker.BrokenCircuitException open)
            {
                if (i + 1 == _chain.Length)
                    throw new ModelCallException(
                        ModelFailure.CircuitOpen,
                        id,
                        $"The model service '{id}' failed so often lately that it is left alone for {_options.CircuitBreak}.",
                        null,
                        open
                    );
                _events.Raise(
                    new ModelEvent(ModelEventKind.Fallback, id, nameof(ModelFailure.CircuitOpen)) { TakenOverBy = _chain[i + 1].Id }
                );
            }
        }
    }
}
