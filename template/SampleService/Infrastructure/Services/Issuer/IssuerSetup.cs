using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>Issues tokens for all services, and publishes the keys by which they are checked.</summary>
internal static class IssuerSetup
{
    /// <summary>Adds access tokens and what issues them.</summary>
    public static IServiceCollection AddIssuedTokens(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var keys = new IssuerKeys(configuration, environment);
        services.AddSingleton(keys);
        services.AddSingleton(keys.Credentials);
        services.AddScoped<TokenService>();
        services.AddSingleton<PasswordService>();
        services
            .AddCheckedTokens(ServiceInfo.TokenIssuer)
            .Configure(options => options.TokenValidationParameters.IssuerSigningKeys = keys.All);
        return services;
    }

    /// <summary>Publishes the keys. They are no secret, and no part of what the interface offers.</summary>
    public static void MapPublishedKeys(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/.well-known/jwks.json", static (HttpContext http, IssuerKeys keys) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=60";
                return Results.Text(keys.Document, "application/jwk-set+json");
            })
            .AllowAnonymous()
            .DisableRateLimiting()
            .ExcludeFromDescription();
}
