using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Infrastructure;

/// <summary>Checks access tokens where several services take the same ones. By which keys is for others to add.</summary>
internal static class CheckedTokens
{
    /// <summary>The only algorithm: with it, who can check a token can't make one.</summary>
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>Adds the check.</summary>
    /// <param name="services">The services.</param>
    /// <param name="issuer">Name of the whole: who issues tokens, and for whom.</param>
    public static OptionsBuilder<JwtBearerOptions> AddCheckedTokens(this IServiceCollection services, string issuer)
    {
        services.AddAuthorization();
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = issuer,
                    ValidAudience = issuer,
                    ValidAlgorithms = [Algorithm],
                    ClockSkew = TimeSpan.FromSeconds(30),
                    NameClaimType = "sub",
                    RoleClaimType = "role",
                };
            });
        // Tokens hold by the clock that issued them.
        return services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider>(
                static (options, clock) =>
                    options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
                        clock.GetUtcNow().UtcDateTime is var now && from <= now + parameters.ClockSkew && until > now - parameters.ClockSkew
            );
    }
}
