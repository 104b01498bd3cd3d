using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SampleService.Features;

/// <summary>Marks an endpoint that takes keys.</summary>
internal sealed class ApiKeyCalls;

internal static class ApiKeySetup
{
    private const string Scheme = "apiKey";
    private const string Either = "caller";

    /// <summary>Says that an endpoint takes keys in the place of access tokens.</summary>
    public static RouteHandlerBuilder AcceptsApiKeys(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ApiKeyCalls());

    /// <summary>Adds keys beside access tokens. A request with both is judged by its token.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<WrongApiKeys>();
        services
            .AddAuthentication(options => options.DefaultScheme = Either)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(Scheme, null)
            .AddPolicyScheme(Either, null, options =>
                options.ForwardDefaultSelector = static http =>
                    http.Request.Headers.ContainsKey(ApiKeyRules.Header) && !http.Request.Headers.ContainsKey("Authorization")
                        ? Scheme
                        : JwtBearerDefaults.AuthenticationScheme
            );
        // After what describes access tokens.
        return services.PostConfigure<OpenApiOptions>("v1", static options => options.AddOperationTransformer(DescribeAsync));
    }

    private static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiKeyCalls>().Any())
            return Task.CompletedTask;
        context.Document!.AddComponent(
            Scheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyRules.Header,
            }
        );
        (operation.Security ??= []).Add(new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] });
        return Task.CompletedTask;
    }
}
