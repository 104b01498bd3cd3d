// Generated from backend.yaml: all features. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

internal static class FeatureMap
{
    /// <summary>Registers what is written by hand for the features.</summary>
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddScoped<SampleNoteHooks>();
    }

    /// <summary>Maps the endpoints of all features.</summary>
    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        SampleNoteEndpoints.Map(routes);
    }
}
