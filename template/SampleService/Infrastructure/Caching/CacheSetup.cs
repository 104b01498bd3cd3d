using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SampleService.Infrastructure;

/// <summary>Adds copies of answers.</summary>
internal static class CacheSetup
{
    private const int MaxAnswer = 1024 * 1024;
    private const int Mebibyte = 1024 * 1024;

    /// <summary>
    /// Copies of what is read from tables, in the memory of this process unless something that instances share is added, too.
    /// Caching:MemoryMebibytes bounds them.
    /// </summary>
    public static IServiceCollection AddReadCache(this IServiceCollection services, IConfiguration configuration, params string[] tables)
    {
        services.Configure<MemoryCacheOptions>(options =>
            options.SizeLimit = configuration.GetValue("Caching:MemoryMebibytes", 64L) * Mebibyte
        );
        services.AddHybridCache(options => options.MaximumPayloadBytes = MaxAnswer);
        services.TryAddSingleton<ICacheStamps, MemoryStamps>();
        services.AddSingleton(new CopiedTables(tables));
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton<CacheStamps>();
        services.AddSingleton<ReadCache>();
        services.AddSingleton<CacheChanges>();
        services.ConfigureDbContext<AppDb>(
            static (provider, options) => options.AddInterceptors(provider.GetRequiredService<CacheChanges>())
        );
        services.AddHostedService<CachePlace>();
        services.AddHealthChecks().AddCheck<CacheHealth>("cache", tags: ["ready"]);
        return services;
    }
}
