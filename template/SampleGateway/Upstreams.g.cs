// Generated from backend.yaml: the services and their paths. Change the blueprint, not this file.
#nullable enable

namespace SampleGateway;

internal static class Upstreams
{
    /// <summary>Name of the whole: issuer of tokens.</summary>
    public const string System = "sample";

    /// <summary>The service that issues them; null where there are no accounts.</summary>
    public static string? Issuer => "notes";

    /// <summary>Most bytes of a request.</summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>Requests a minute of one caller, unless RateLimit:RequestsPerMinute says otherwise.</summary>
    public const int RequestsPerMinute = 600;

    /// <summary>The services.</summary>
    public static IReadOnlyList<Upstream> All { get; } = [new("notes", "http://localhost:8081")];

    /// <summary>Which calls go where.</summary>
    public static IReadOnlyList<Way> Ways { get; } =
    [
        new("notes", "/api/v1/auth/login", ["POST"], IsOpen: true),
        new("notes", "/api/v1/sample-notes/{id}", ["GET", "PUT"]),
    ];
}
