using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace SampleGateway;

/// <summary>Checks access tokens at the edge. The services check them again: none trusts where a call comes from.</summary>
internal static class Tokens
{
    private const int LeastBytes = 32;

    /// <summary>Adds the check, by the key that all services share.</summary>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var key = Encoding.UTF8.GetBytes(configuration["Auth:SigningKey"] ?? "");
        if (key.Length < LeastBytes)
            throw new InvalidOperationException(
                $"No signing key ({environment.EnvironmentName}): set Auth__SigningKey to the secret of at least {LeastBytes} bytes "
                    + "that the services have, for example from 'openssl rand -base64 48'."
            );
        services.AddAuthorization();
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = Upstreams.System,
                    ValidAudience = Upstreams.System,
                    IssuerSigningKey = new SymmetricSecurityKey(key),
                    ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                    ClockSkew = TimeSpan.FromSeconds(30),
                    NameClaimType = "sub",
                    RoleClaimType = "role",
                };
            });
        services.AddSingleton(TimeProvider.System);
        // Tokens hold by the clock that issued them.
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider>(
                static (options, clock) =>
                    options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
                        clock.GetUtcNow().UtcDateTime is var now && from <= now + parameters.ClockSkew && until > now - parameters.ClockSkew
            );
    }
}
