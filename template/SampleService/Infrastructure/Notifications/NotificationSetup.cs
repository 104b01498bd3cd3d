namespace SampleService.Infrastructure;

/// <summary>Adds what sends notifications.</summary>
internal static class NotificationSetup
{
    /// <summary>Mails by SMTP; without Mail:Host they wait in the outbox.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SmtpOptions>(configuration.GetSection("Mail"));
        services.AddSingleton<INotificationSender, SmtpSender>();
        services.AddScoped<IOutboxHandler, MailHandler>();
        return services;
    }
}
