using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>What a blueprint can say about Prometheus.</summary>
internal sealed record PrometheusOptions
{
    /// <summary>Port on which the service shows its metrics, for the deployment's own network alone.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 9464;

    /// <summary>Seconds between two looks, 5 to 60.</summary>
    [Range(5, 60)]
    public int ScrapeSeconds { get; init; } = 15;
}
