// Generated from backend.yaml: names and ports. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Infrastructure;

/// <summary>What the blueprint says about the service as a whole.</summary>
internal static class ServiceInfo
{
    /// <summary>The service's name, and that of its SQLite file.</summary>
    public const string Name = "sample-service";

    /// <summary>Who issues tokens, and for whom.</summary>
    public const string TokenIssuer = "sample-service";

    /// <summary>The port inside the container.</summary>
    public const int Port = 8080;

    /// <summary>Requests a minute of one caller, unless RateLimit:RequestsPerMinute says otherwise.</summary>
    public const int RequestsPerMinute = 600;
}
