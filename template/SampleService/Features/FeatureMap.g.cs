// Generated from backend.yaml: all features. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

internal static class FeatureMap
{
    /// <summary>Maps the endpoints of all features.</summary>
    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        SampleNoteEndpoints.Map(routes);
    }
}
