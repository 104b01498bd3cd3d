using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Ready means that the database answers; degraded, that a moment ago it had no room for something, or was away.</summary>
internal sealed class DatabaseHealth(AppDb db, DatabaseTroubles troubles) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await db.Database.CanConnectAsync(cancellationToken))
            return HealthCheckResult.Unhealthy();
        return troubles.AreRecent
            ? HealthCheckResult.Degraded($"The database was full or away within the last {DatabaseTroubles.Seconds} seconds.")
            : HealthCheckResult.Healthy();
    }
}
