namespace SampleGateway;

/// <summary>A service behind the gateway.</summary>
/// <param name="Name">Its name; the setting <c>Services:NAME</c> says where it is.</param>
/// <param name="Address">Where it is unless that setting says otherwise.</param>
public sealed record Upstream(string Name, string Address)
{
    /// <summary>Where its instances are: one address, or several with semicolons between them.</summary>
    public IReadOnlyList<string> At(IConfiguration configuration) =>
        (configuration["Services:" + Name] ?? Address).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Calls that go to a service.</summary>
/// <param name="Service">Name of the service.</param>
/// <param name="Path">Path with its parameters.</param>
/// <param name="Methods">The methods.</param>
/// <param name="IsOpen">Whether it can be called without a token.</param>
public sealed record Way(string Service, string Path, string[] Methods, bool IsOpen = false);
