using Microsoft.Extensions.DependencyInjection.Extensions;
using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>Adds events.</summary>
internal static class EventSetup
{
    /// <summary>
    /// Events and the blueprint's subscriptions. They go through the broker that was added before; without one within this process.
    /// </summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<EventMetrics>();
        services.AddSingleton<EventReceiver>();
        services.TryAddSingleton<IEventTransport, InProcessTransport>();
        services.AddSingleton<IOutboxHandler, EventOutbox>();
        foreach (var subscription in SubscriptionList.All)
            services.AddSubscription(subscription);
        services.ConfigureDbContext<AppDb>(static options => options.AddInterceptors(SubscriptionList.Interceptors));
        if (configuration.GetValue("Background:Enabled", true))
            services.AddHostedService<EventService>();
        return services;
    }

    /// <summary>Has something done when events arrive.</summary>
    public static IServiceCollection AddSubscription(this IServiceCollection services, EventSubscription subscription) =>
        services
            .AddSingleton(subscription)
            .AddSingleton<IOutboxHandler>(provider => new SubscriptionHandler(
                subscription,
                provider.GetRequiredService<IServiceScopeFactory>(),
                provider.GetRequiredService<EventMetrics>()
            ));
}
