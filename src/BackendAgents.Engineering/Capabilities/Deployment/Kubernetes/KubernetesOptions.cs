namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What a blueprint can say about Kubernetes.</summary>
internal sealed record KubernetesOptions
{
    /// <summary>Public host name of the service; by default one that nobody can have, to be replaced.</summary>
    public string? Host { get; init; }

    /// <summary>Class of the ingress controller.</summary>
    public string IngressClass { get; init; } = "nginx";

    /// <summary>Namespace of the ingress controller: only from there the service is reached.</summary>
    public string IngressNamespace { get; init; } = "ingress-nginx";

    /// <summary>Namespace of what scrapes metrics: only from there the service's inner ports are reached.</summary>
    public string MonitoringNamespace { get; init; } = "monitoring";

    /// <summary>Fewest instances in production; from the targets when null.</summary>
    public int? MinReplicas { get; init; }

    /// <summary>Most instances in production; from the targets when null.</summary>
    public int? MaxReplicas { get; init; }

    /// <summary>Memory of an instance, in MiB.</summary>
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>CPU that an instance is sure of, in thousandths of a core.</summary>
    public int CpuMillicores { get; init; } = 250;
}
