using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure;

/// <summary>Adds systems that are asked.</summary>
internal static class ProviderSetup
{
    /// <summary>A provider, asked by HTTP unless an adapter of its types was added before. In development it may be without TLS.</summary>
    public static IServiceCollection AddProvider<TRequest, TAnswer>(
        this IServiceCollection services,
        ProviderCalls<TRequest, TAnswer> calls
    )
        where TAnswer : class
    {
        services.AddSingleton(calls).AddSingleton(calls.Target);
        services.TryAddSingleton<ProviderMetrics>();
        services.TryAddSingleton<IProvider<TRequest, TAnswer>>(provider => new HttpProvider<TRequest, TAnswer>(
            calls.Target,
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions,
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
        return services.AddSingleton<IOutboxHandler, ProviderHandler<TRequest, TAnswer>>();
    }
}
