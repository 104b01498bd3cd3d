using System.ClientModel;
using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace BackendAgents.Models.Resilience;

/// <summary>Retry and circuit breaker around whole chat calls.</summary>
internal static class ChatPipeline
{
    public static ResiliencePipeline<bool> Create(string serviceId, ModelResilienceOptions options, TimeProvider clock, ModelEvents events)
    {
        ResiliencePipelineBuilder<bool> builder = new() { Name = serviceId, TimeProvider = clock };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions<bool>
                {
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.BaseDelay,
                    MaxDelay = options.MaxDelay,
                    ShouldHandle = args =>
                        new(
                            args.Outcome.Exception is ChatAttemptException { Transient: true } failed
                                && !(RetryAfter(failed) > options.MaxRetryAfter)
                        ),
                    DelayGenerator = args => new(args.Outcome.Exception is ChatAttemptException failed ? RetryAfter(failed) : null),
                    OnRetry = args =>
                    {
                        events.Raise(
                            new ModelEvent(ModelEventKind.Retry, serviceId, Reason(args.Outcome))
                            {
                                Attempt = args.AttemptNumber + 1,
                                Delay = args.RetryDelay,
                            }
                        );
                        return default;
                    },
                }
            );
        }

        return builder
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<bool>
                {
                    FailureRatio = options.CircuitFailureRatio,
                    MinimumThroughput = options.CircuitMinimumAttempts,
                    SamplingDuration = options.CircuitWindow,
                    BreakDuration = options.CircuitBreak,
                    ShouldHandle = args =>
                        new(
                            args.Outcome.Exception
                                is ChatAttemptException
                                {
                                    Cause.Failure: ModelFailure.Unavailable or ModelFailure.Timeout or ModelFailure.BadReply
                                }
                        ),
                    OnOpened = args =>
                    {
                        events.Raise(
                            new ModelEvent(ModelEventKind.CircuitOpened, serviceId, Reason(args.Outcome)) { Delay = args.BreakDuration }
                        );
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        events.Raise(new ModelEvent(ModelEventKind.CircuitClosed, serviceId, "it works again"));
                        return default;
                    },
                }
            )
            .Build();
    }

    private static string Reason(Outcome<bool> outcome) =>
        (outcome.Exception as ChatAttemptException)?.Cause.Failure.ToString() ?? "unknown";

    // Only connectors over the OpenAI client keep the reply's headers.
    private static TimeSpan? RetryAfter(ChatAttemptException failed)
    {
        for (Exception? error = failed; error is not null; error = error.InnerException)
        {
            if (
                error is ClientResultException client
                && client.GetRawResponse()?.Headers.TryGetValue("Retry-After", out string? value) == true
                && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
                && seconds is >= 0 and < 1e6
            )
                return TimeSpan.FromSeconds(seconds);
        }

        return null;
    }
}
