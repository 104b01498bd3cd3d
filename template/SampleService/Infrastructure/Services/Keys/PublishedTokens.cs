using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Infrastructure;

/// <summary>Checks tokens by keys that another service publishes.</summary>
internal static class PublishedTokens
{
    private const int MaxAnswer = 64 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the check. While no keys have come, who shows a token is answered 503 and keeps it, rather than 401.</summary>
    /// <param name="services">The services.</param>
    /// <param name="issuer">Name of the whole: who issues tokens, and for whom.</param>
    /// <param name="addresses">Where the instances of the service are that publishes the keys.</param>
    public static void AddPublishedTokens(this IServiceCollection services, string issuer, IReadOnlyList<string> addresses)
    {
        services.AddHttpClient(PublishedKeys.Client, static client =>
            (client.Timeout, client.MaxResponseContentBufferSize) = (s_patience, MaxAnswer)
        );
        services.AddSingleton(all => new PublishedKeys(
            all.GetRequiredService<IHttpClientFactory>(),
            issuer,
            addresses,
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<PublishedKeys>>()
        ));
        services
            .AddCheckedTokens(issuer)
            .Configure<PublishedKeys>(
                static (options, keys) =>
                {
                    options.TokenValidationParameters.ConfigurationManager = keys;
                    options.Events = new JwtBearerEvents { OnChallenge = challenge => WithoutKeys(challenge, keys) };
                }
            );
    }

    private static Task WithoutKeys(JwtBearerChallengeContext challenge, PublishedKeys keys)
    {
        if (challenge.AuthenticateFailure is not SecurityTokenSignatureKeyNotFoundException || keys.AreHere)
            return Task.CompletedTask;
        challenge.HandleResponse();
        challenge.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        challenge.Response.Headers.RetryAfter = "5";
        return Task.CompletedTask;
    }
}
