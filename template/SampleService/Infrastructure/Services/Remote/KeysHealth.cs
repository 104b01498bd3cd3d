using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Degraded as long as no keys have come by which tokens can be checked: what needs none is answered all the same.</summary>
internal sealed class KeysHealth(PublishedKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await keys.GetBaseConfigurationAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (InvalidOperationException problem)
        {
            return HealthCheckResult.Degraded(problem.Message);
        }
    }
}
