using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SampleService.Infrastructure;

/// <summary>The broker that the service is meant to use.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Setting">The connection string that names it.</param>
internal sealed record BrokerChoice(string Name, string Setting);

/// <summary>Adds a broker.</summary>
internal static class BrokerSetup
{
    /// <summary>Events go through a broker once its connection string is set; until then they stay within this process.</summary>
    public static IServiceCollection AddBroker<TTransport>(
        this IServiceCollection services,
        IConfiguration configuration,
        BrokerChoice choice
    )
        where TTransport : class, IEventTransport
    {
        services.AddSingleton(choice);
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker", tags: ["ready"]);
        if (!string.IsNullOrWhiteSpace(configuration.GetConnectionString(choice.Setting)))
            services.AddSingleton<IEventTransport, TTransport>();
        return services;
    }
}

/// <summary>Degraded while the broker is away, or is not named in production: events wait or stay here, and the service answers.</summary>
internal sealed class BrokerHealth(IEventTransport transport, BrokerChoice choice, IHostEnvironment environment) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (transport is not InProcessTransport)
            return Task.FromResult(
                transport.Missing is { } missing ? HealthCheckResult.Degraded(missing) : HealthCheckResult.Healthy(transport.Name)
            );
        var text = $"Events stay within this process: ConnectionStrings__{choice.Setting} names no {choice.Name}.";
        return Task.FromResult(environment.IsDevelopment() ? HealthCheckResult.Healthy(text) : HealthCheckResult.Degraded(text));
    }
}
