using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace BackendAgents.Models.Resilience;

/// <summary>The pipeline of one service: retry, circuit breaker, attempt timeout, from the outside in.</summary>
internal static class ModelPipeline
{
    public static ResiliencePipeline<HttpResponseMessage> Create(
        string serviceId,
        ModelResilienceOptions options,
        TimeProvider clock,
        ModelEvents events
    )
    {
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new() { Name = serviceId, TimeProvider = clock };
        if (options.MaxRetries > 0)
            builder.AddRetry(Retry(serviceId, options, clock, events));
        return builder
            .AddCircuitBreaker(Breaker(serviceId, options, events))
            .AddTimeout(
                new TimeoutStrategyOptions
                {
                    Timeout = options.AttemptTimeout,
                    OnTimeout = _ =>
                    {
                        events.Raise(new ModelEvent(ModelEventKind.Timeout, serviceId, $"no reply in {options.AttemptTimeout}"));
                        return default;
                    },
                }
            )
            .Build();
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(
        string serviceId,
        ModelResilienceOptions options,
        TimeProvider clock,
        ModelEvents events
    ) =>
        new()
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.BaseDelay,
            MaxDelay = options.MaxDelay,
            ShouldHandle = args =>
                new(TransientReply.Is(args.Outcome) && !(TransientReply.RetryAfter(args.Outcome.Result, clock) > options.MaxRetryAfter)),
            DelayGenerator = args => new(TransientReply.RetryAfter(args.Outcome.Result, clock)),
            OnRetry = args =>
            {
                events.Raise(
                    new ModelEvent(ModelEventKind.Retry, serviceId, TransientReply.Describe(args.Outcome))
                    {
                        Attempt = args.AttemptNumber + 1,
                        Delay = args.RetryDelay,
                    }
                );
                return default;
            },
        };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(
        string serviceId,
        ModelResilienceOptions options,
        ModelEvents events
    ) =>
        new()
        {
            FailureRatio = options.CircuitFailureRatio,
            MinimumThroughput = options.CircuitMinimumAttempts,
            SamplingDuration = options.CircuitWindow,
            BreakDuration = options.CircuitBreak,
            // A service that asks for fewer requests is well; leaving it alone longer than it asked would be our fault.
            ShouldHandle = args => new(TransientReply.Is(args.Outcome) && (int?)args.Outcome.Result?.StatusCode != 429),
            OnOpened = args =>
            {
                events.Raise(
                    new ModelEvent(ModelEventKind.CircuitOpened, serviceId, TransientReply.Describe(args.Outcome))
                    {
                        Delay = args.BreakDuration,
                    }
                );
                return default;
            },
            OnClosed = _ =>
            {
                events.Raise(new ModelEvent(ModelEventKind.CircuitClosed, serviceId, "it works again"));
                return default;
            },
        };
}
