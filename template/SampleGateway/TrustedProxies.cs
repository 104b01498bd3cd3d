using Microsoft.AspNetCore.HttpOverrides;

namespace SampleGateway;

/// <summary>
/// Takes the caller's address from proxies of a list of networks (Proxies:Trusted), and from nobody else. Without a list each request comes
/// from whoever opened the connection, whatever it says of itself.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>The setting: networks with semicolons between them.</summary>
    public const string Key = "Proxies:Trusted";

    /// <summary>Adds that before all that counts callers.</summary>
    /// <exception cref="InvalidOperationException">The list has something that is no network.</exception>
    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = (configuration[Key] ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Network)
            .ToList();
        if (networks.Count == 0)
            return;
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
        services.AddTransient<IStartupFilter, First>();
    }

    private static System.Net.IPNetwork Network(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network)
            ? network
            : throw new InvalidOperationException(
                $"{Key}: '{text}' is no network. Write its first address, a slash and a number of bits: 10.1.0.0/16."
            );

    // Before all else in the way of a request.
    private sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.UseForwardedHeaders();
                next(app);
            };
    }
}
