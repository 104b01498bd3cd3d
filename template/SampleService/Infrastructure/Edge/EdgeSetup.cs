using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SampleService.Infrastructure;

/// <summary>Adds the caches before the service.</summary>
internal static class EdgeSetup
{
    /// <summary>
    /// What caches before the service may keep, and that they are told when a table changes: those that ConnectionStrings:Cdn names, or
    /// the <see cref="IEdge"/> that was added before. Without either they keep answers for as long as these say.
    /// </summary>
    public static IServiceCollection AddEdge(this IServiceCollection services, IConfiguration configuration, params string[] tables)
    {
        services.AddSingleton<EdgeHeaders>();
        if (configuration.GetConnectionString("Cdn") is { Length: > 0 } connection)
            services.TryAddSingleton<IEdge>(new HttpEdge(connection));
        if (services.All(static service => service.ServiceType != typeof(IEdge)))
            return services;
        services.AddSingleton<IOutboxHandler, EdgePurge>();
        var changes = new EdgeChanges(new CopiedTables(tables));
        services.ConfigureDbContext<AppDb>(options => options.AddInterceptors(changes));
        return services;
    }
}
