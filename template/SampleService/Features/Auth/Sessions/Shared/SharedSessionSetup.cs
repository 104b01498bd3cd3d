using StackExchange.Redis;

namespace SampleService.Features;

/// <summary>Shares among instances what is known of sessions.</summary>
internal static class SharedSessionSetup
{
    /// <summary>Keeps it in Redis, where there is one; call it after <c>AddRedis</c> and before <c>AddSessions</c>.</summary>
    public static IServiceCollection AddSharedSessions(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(IConnectionMultiplexer)))
            services.AddSingleton<ISessionMarks, RedisSessionMarks>();
        return services;
    }
}
