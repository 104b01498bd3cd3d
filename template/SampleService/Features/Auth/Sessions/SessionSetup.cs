using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SampleService.Features;

/// <summary>Adds the end of access tokens with their session.</summary>
internal static class SessionSetup
{
    /// <summary>Asks of each access token whether its session goes on, whatever the token says of its own time.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.TryAddSingleton<ISessionMarks, MemorySessionMarks>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<ISessionWatch>(static provider => provider.GetRequiredService<SessionCheck>());
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<SessionCheck>(
                static (options, check) =>
                {
                    options.Events ??= new JwtBearerEvents();
                    options.Events.OnTokenValidated = check.CheckAsync;
                }
            );
        return services;
    }
}
