using Polly;

namespace BackendAgents.Models.Resilience;

/// <summary>
/// A service with its pipeline and its bound on concurrent requests; shared by all who call it, as target or as fallback.
/// </summary>
internal sealed class ModelGate : IDisposable
{
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly Turnstile _turnstile;

    public ModelGate(ModelTarget target, ModelResilienceOptions options, TimeProvider clock, ModelEvents events)
    {
        Target = target;
        _pipeline = ModelPipeline.Create(target.ServiceId, options, clock, events);
        _turnstile = new Turnstile(options.MaxConcurrency, options.MaxQueue);
    }

    public ModelTarget Target { get; }

    // The place is held for one attempt, so that a pause before a retry keeps nobody waiting.
    public async Task<HttpResponseMessage> SendAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        CancellationToken cancellation
    ) =>
        await _pipeline
            .ExecuteAsync(async token => await _turnstile.PassAsync(attempt, TurnedAway, token).ConfigureAwait(false), cancellation)
            .ConfigureAwait(false);

    public void Dispose() => _turnstile.Dispose();

    private ModelCallException TurnedAway() =>
        new(
            ModelFailure.Overloaded,
            Target.ServiceId,
            $"Too many requests are already waiting for the model service '{Target.ServiceId}'. Run fewer agents at once or "
                + "raise MaxConcurrency."
        );
}
