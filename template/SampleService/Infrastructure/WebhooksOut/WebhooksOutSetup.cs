namespace SampleService.Infrastructure;

/// <summary>Adds systems that are told of events.</summary>
internal static class WebhooksOutSetup
{
    /// <summary>Tells a system of events. In development it may listen on the own network and without TLS.</summary>
    public static IServiceCollection AddWebhook(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        WebhookTarget target
    )
    {
        foreach (var type in target.Types)
            services.AddSubscription(new WebhookSubscription(target, type));
        return services.AddSingleton<IOutboxHandler>(provider => new WebhookSender(
            target,
            configuration,
            provider.GetRequiredService<TimeProvider>(),
            environment.IsDevelopment()
        ));
    }
}
