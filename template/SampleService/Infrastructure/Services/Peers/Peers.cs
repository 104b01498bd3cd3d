namespace SampleService.Infrastructure;

/// <summary>The services that this one asks.</summary>
internal static partial class Peers
{
    /// <summary>
    /// Where the instances of a service are: what the setting <c>Services:NAME</c> says, one address or several with semicolons between
    /// them; else on this machine, at the port that it has there.
    /// </summary>
    public static IReadOnlyList<string> At(IConfiguration configuration, string name) =>
        (configuration["Services:" + name] ?? $"http://localhost:{s_ports[name]}").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
}
