using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>
/// Lets an instance end without a call that fails: when it is told to end it says that it isn't ready, answers whatever still comes while
/// the gateway notices, and ends only then.
/// </summary>
internal sealed class Draining(TimeSpan length) : IHealthCheck, IHostedLifecycleService
{
    private volatile bool _isEnding;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isEnding ? HealthCheckResult.Unhealthy("This instance ends.") : HealthCheckResult.Healthy());

    // The host waits for this before it closes anything.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isEnding = true;
        return Task.Delay(length, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
