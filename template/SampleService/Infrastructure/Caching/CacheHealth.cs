using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Degraded while copies can't be used. The database answers then, so the service stays ready.</summary>
internal sealed class CacheHealth(CacheStamps stamps) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await stamps.CurrentAsync(["health"]) is null
            ? HealthCheckResult.Degraded("Copies can't be used: the database answers everything.")
            : HealthCheckResult.Healthy(stamps.Place);
}
