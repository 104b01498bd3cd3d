using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>The key that signs access tokens: from the configuration, or, in development only, a new one at each start.</summary>
public sealed class SigningKey
{
    private const int LeastBytes = 32;

    /// <summary>Takes the key, or refuses to start without one.</summary>
    public SigningKey(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration["Auth:SigningKey"];
        if (string.IsNullOrEmpty(configured) && !environment.IsDevelopment())
            throw new InvalidOperationException(
                $"No signing key: set Auth__SigningKey to a secret of at least {LeastBytes} bytes, for example from 'openssl "
                    + "rand -base64 48'."
            );
        var bytes = string.IsNullOrEmpty(configured) ? RandomNumberGenerator.GetBytes(LeastBytes) : Encoding.UTF8.GetBytes(configured);
        if (bytes.Length < LeastBytes)
            throw new InvalidOperationException($"Auth__SigningKey has {bytes.Length} bytes; it needs at least {LeastBytes}.");
        Key = new SymmetricSecurityKey(bytes);
    }

    /// <summary>The key.</summary>
    public SymmetricSecurityKey Key { get; }
}

internal static class AuthenticationSetup
{
    /// <summary>Adds access tokens and what issues them.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var key = new SigningKey(configuration, environment);
        services.AddSingleton(key);
        services.AddSingleton(new SigningCredentials(key.Key, SecurityAlgorithms.HmacSha256));
        services.AddScoped<TokenService>();
        services.AddSingleton<PasswordService>();
        services.AddAuthorization();
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = ServiceInfo.TokenIssuer,
                    ValidAudience = ServiceInfo.TokenIssuer,
                    IssuerSigningKey = key.Key,
                    ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                    ClockSkew = TimeSpan.FromSeconds(30),
                    NameClaimType = "sub",
                    RoleClaimType = "role",
                };
            });
        // Tokens hold by the clock that issued them.
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider>(
                static (options, clock) =>
                    options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
                        clock.GetUtcNow().UtcDateTime is var now && from <= now + parameters.ClockSkew && until > now - parameters.ClockSkew
            );
        return services;
    }
}
