using Microsoft.AspNetCore.RateLimiting;
using StackExchange.Redis;

namespace SampleService.Infrastructure;

/// <summary>Adds Redis, where a connection string names one.</summary>
internal static class RedisSetup
{
    private const int TimeoutMilliseconds = 1000;

    /// <summary>
    /// Keeps copies, and counts calls of callers, in the Redis of ConnectionStrings:Cache; without it each instance does so in its own
    /// memory.
    /// </summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Cache");
        if (string.IsNullOrWhiteSpace(connection))
            return services;
        services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(Options(connection)));
        services.AddSingleton(new RedisKeys(configuration.GetValue("Caching:Space", ServiceInfo.Name)));
        services.AddStackExchangeRedisCache(static _ => { });
        services
            .AddOptions<Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions>()
            .Configure<IConnectionMultiplexer, RedisKeys>(
                static (options, redis, keys) =>
                {
                    options.InstanceName = keys.Copies;
                    options.ConnectionMultiplexerFactory = () => Task.FromResult(redis);
                }
            );
        services.AddSingleton<ICacheStamps, RedisStamps>();
        services.AddSingleton<SharedRates>();
        services
            .AddOptions<RateLimiterOptions>()
            .PostConfigure<SharedRates>(static (options, rates) => options.GlobalLimiter = rates.Limiter);
        return services;
    }

    /// <summary>Nothing waits for a Redis that is away: what can't be asked there is asked elsewhere.</summary>
    internal static ConfigurationOptions Options(string connection)
    {
        var options = ConfigurationOptions.Parse(connection);
        options.ClientName = ServiceInfo.Name;
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = TimeoutMilliseconds;
        options.SyncTimeout = TimeoutMilliseconds;
        options.AsyncTimeout = TimeoutMilliseconds;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(TimeoutMilliseconds);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(TimeoutMilliseconds);
        return options;
    }
}
