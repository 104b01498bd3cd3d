using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What a blueprint can say about Kubernetes.</summary>
internal sealed record KubernetesOptions
{
    private const string Label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private const string LabelMessage = "Write lower-case letters, digits and hyphens, 63 at most.";

    /// <summary>Public host name of the service; by default one that nobody can have, to be replaced.</summary>
    [RegularExpression(
        @"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?",
        ErrorMessage = "Write a host name: lower-case letters, digits, dots and hyphens."
    )]
    public string? Host { get; init; }

    /// <summary>Class of the ingress controller.</summary>
    [RegularExpression(Label, ErrorMessage = LabelMessage)]
    public string IngressClass { get; init; } = "nginx";

    /// <summary>Namespace of the ingress controller: only from there the service is reached.</summary>
    [RegularExpression(Label, ErrorMessage = LabelMessage)]
    public string IngressNamespace { get; init; } = "ingress-nginx";

    /// <summary>Namespace of what scrapes metrics: only from there the service's inner ports are reached.</summary>
    [RegularExpression(Label, ErrorMessage = LabelMessage)]
    public string MonitoringNamespace { get; init; } = "monitoring";

    /// <summary>Fewest instances in production; from the targets when null.</summary>
    [Range(1, 1000)]
    public int? MinReplicas { get; init; }

    /// <summary>Most instances in production; from the targets when null.</summary>
    [Range(1, 1000)]
    public int? MaxReplicas { get; init; }

    /// <summary>Memory of an instance, in MiB.</summary>
    [Range(64, 1_048_576)]
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>CPU that an instance is sure of, in thousandths of a core.</summary>
    [Range(10, 512_000)]
    public int CpuMillicores { get; init; } = 250;
}
