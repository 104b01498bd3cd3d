namespace SampleService.Infrastructure;

/// <summary>Adds the outbox.</summary>
internal static class OutboxSetup
{
    /// <summary>The outbox, with what delivers its messages unless Background:Enabled is false for this instance.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<OutboxMetrics>();
        services.AddHealthChecks().AddCheck<OutboxHealth>("outbox", tags: ["ready"]);
        if (configuration.GetValue("Background:Enabled", true))
            services.AddHostedService<OutboxService>();
        return services;
    }
}
