using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Options of the compose file.</summary>
internal sealed record ComposeOptions
{
    /// <summary>Port of the host that leads to the service; its own when null.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>Most memory of the service, in MiB.</summary>
    [Range(64, 1_048_576)]
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>Most CPU of the service, in thousandths of a core.</summary>
    [Range(50, 512_000)]
    public int CpuMillicores { get; init; } = 1000;
}
