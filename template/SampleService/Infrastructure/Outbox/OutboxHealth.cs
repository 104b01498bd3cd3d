using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>Degraded while messages are dead or can't be delivered. The service can be used all the same, so it stays ready.</summary>
internal sealed class OutboxHealth(AppDb db, IEnumerable<IOutboxHandler> handlers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = handlers.Select(static handler => handler.Missing).OfType<string>().ToList();
        var dead = await db.Dead().LongCountAsync(cancellationToken);
        if (dead > 0)
            missing.Add($"{dead} messages are dead: --{OutboxCommand.List} shows them, --{OutboxCommand.Replay} tries them again.");
        return missing.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', missing));
    }
}
