using System.Globalization;
using Microsoft.Extensions.Caching.Distributed;

namespace SampleService.Infrastructure;

/// <summary>Adds memcached, where a connection string names one.</summary>
internal static class MemcachedSetup
{
    private const int UsualPort = 11211;

    /// <summary>
    /// Keeps copies in the memcached of ConnectionStrings:Cache, written host:port; without it each instance does so in its own memory.
    /// </summary>
    public static IServiceCollection AddMemcached(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Cache");
        if (string.IsNullOrWhiteSpace(connection))
            return services;
        var end = connection.LastIndexOf(':');
        var port = UsualPort;
        if (end > 0 && !int.TryParse(connection.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            throw new InvalidOperationException("ConnectionStrings__Cache is no address of memcached. Write it like 'cache:11211'.");
        var host = end > 0 ? connection[..end] : connection;
        var space = configuration.GetValue("Caching:Space", ServiceInfo.Name);
        services.AddSingleton(_ => new MemcachedClient(host, port));
        services.AddSingleton<IDistributedCache>(provider => new MemcachedCopies(provider.GetRequiredService<MemcachedClient>(), space));
        services.AddSingleton<ICacheStamps>(provider => new MemcachedStamps(
            provider.GetRequiredService<MemcachedClient>(),
            space,
            provider.GetRequiredService<ILogger<MemcachedStamps>>()
        ));
        return services;
    }
}
