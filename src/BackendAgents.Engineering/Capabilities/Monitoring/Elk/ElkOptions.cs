using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Elk;

/// <summary>What a blueprint can say about logs.</summary>
internal sealed record ElkOptions
{
    /// <summary>Days for which logs are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; init; } = 30;
}
