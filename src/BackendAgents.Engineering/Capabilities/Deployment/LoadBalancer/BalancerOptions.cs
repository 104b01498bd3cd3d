using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>What a blueprint can say about a load balancer.</summary>
internal sealed record BalancerOptions
{
    /// <summary>Public host name of the service; by default one that nobody can have, to be replaced.</summary>
    [RegularExpression(
        @"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?",
        ErrorMessage = "Write a host name: lower-case letters, digits, dots and hyphens."
    )]
    public string? Host { get; init; }

    /// <summary>Instances of the service on this machine; two when null, so that one can go.</summary>
    [Range(1, 32)]
    public int? Instances { get; init; }

    /// <summary>Network of a proxy before this one, whose word about the caller's address is taken: <c>10.1.0.0/16</c>.</summary>
    [RegularExpression(@"[0-9a-f.:]{2,39}/[0-9]{1,3}", ErrorMessage = "Write a network: an address, a slash and a number of bits.")]
    public string? TrustedProxy { get; init; }

    /// <summary>Port for HTTPS on the machine; 443, or 8443 where another balancer has that.</summary>
    [Range(1, 65_535)]
    public int? HttpsPort { get; init; }

    /// <summary>Port for HTTP on the machine, which leads to HTTPS; 80, or 8081 where another balancer has that.</summary>
    [Range(1, 65_535)]
    public int? HttpPort { get; init; }
}
