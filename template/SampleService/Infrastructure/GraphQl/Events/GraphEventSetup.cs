using SampleService.Infrastructure.GraphQl;

namespace SampleService.Infrastructure;

/// <summary>Adds subscriptions.</summary>
internal static class GraphEventSetup
{
    /// <summary>What tells subscribers of events.</summary>
    public static IServiceCollection AddGraphEvents(this IServiceCollection services)
    {
        services.AddSingleton<GraphFeed>();
        services.AddSingleton<GraphFeedMetrics>();
        services.AddSingleton<GraphCallers>();
        services.AddSingleton<IGraphStreams, GraphStreams>();
        return services.AddHostedService<GraphFeedService>();
    }
}
