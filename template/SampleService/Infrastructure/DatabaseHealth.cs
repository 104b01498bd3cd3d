using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(AppDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
