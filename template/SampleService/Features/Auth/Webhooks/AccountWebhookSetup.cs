using SampleService.Infrastructure;

namespace SampleService.Features;

internal static class AccountWebhookSetup
{
    /// <summary>Tells addresses of accounts of events. In development they may be on the own network and without TLS.</summary>
    public static IServiceCollection AddAccountWebhooks(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddSingleton<AccountWebhookSecrets>();
        foreach (var type in AccountWebhookRules.Types)
            services.AddSubscription(new AccountWebhookSubscription(type));
        for (var share = 0; share < AccountWebhookSender.Shares; share++)
        {
            var own = share;
            services.AddSingleton<IOutboxHandler>(provider => new AccountWebhookSender(
                own,
                provider.GetRequiredService<IServiceScopeFactory>(),
                provider.GetRequiredService<AccountWebhookSecrets>(),
                provider.GetRequiredService<TimeProvider>(),
                environment.IsDevelopment()
            ));
        }

        return services;
    }
}
