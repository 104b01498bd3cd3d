using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Features;

/// <summary>Degraded while a provider can't be used for want of settings. All else works, so the service stays ready.</summary>
internal sealed class LoginProviderHealth(LoginProviders providers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            providers.Missing.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', providers.Missing))
        );
}
