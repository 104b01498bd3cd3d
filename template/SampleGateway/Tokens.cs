namespace SampleGateway;

/// <summary>Checks access tokens at the edge. The services check them again: none trusts where a call comes from.</summary>
internal static class Tokens
{
    /// <summary>Adds the check, by the keys that the service publishes that issues tokens.</summary>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        if (Upstreams.All.FirstOrDefault(static upstream => upstream.Name == Upstreams.Issuer) is { } issuer)
        {
            services.AddPublishedTokens(Upstreams.System, issuer.At(configuration));
            return;
        }

        // Without accounts there is nothing to check.
        services.AddAuthorization();
        services.AddAuthentication();
    }
}
