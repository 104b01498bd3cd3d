using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Degraded while the replica is away or too far behind. The database answers then, so the service stays ready.</summary>
internal sealed class ReplicaHealth(Replica replica) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            replica.Connection is null || replica.IsUsable
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("The replica is away or too far behind: the database answers everything.")
        );
}
