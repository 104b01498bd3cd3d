using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>What a blueprint can say about backups.</summary>
internal sealed record BackupOptions
{
    /// <summary>Minutes between two backups; half of the recovery point when null, and a day where there is none.</summary>
    [Range(5, 1440)]
    public int? EveryMinutes { get; init; }

    /// <summary>Hour of the day, in UTC, of a backup that is made once a day.</summary>
    [Range(0, 23)]
    public int Hour { get; init; } = 2;

    /// <summary>Days for which a backup is kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; init; } = 30;

    /// <summary>Room for all of them, in GiB.</summary>
    [Range(1, 65_536)]
    public int StorageGibibytes { get; init; } = 20;
}
