using System.Text.Json;
using System.Text.Json.Serialization;

namespace SampleService.Infrastructure;

/// <summary>How the interface reads and answers, whatever the endpoint.</summary>
internal static class ApiConventions
{
    /// <summary>Adds problems with codes, strict JSON with enums by name, and the origins of <c>Cors:Origins</c>.</summary>
    public static void AddApiConventions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.AddCode);
        services.AddExceptionHandler<FailureHandler>();
        var origins = configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins(origins)
                    .AllowAnyHeader()
                    .AllowAnyMethod()
                    .WithExposedHeaders("ETag", "Location", "Retry-After", "Idempotency-Replayed")
            )
        );
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
    }
}
