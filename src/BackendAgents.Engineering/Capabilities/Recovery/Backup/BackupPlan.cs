using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>When backups are made, and for how long they are kept: what follows from the targets.</summary>
internal sealed class BackupPlan(Blueprint blueprint, BackupOptions options)
{
    // What an hour and a day can be divided by, so that cron and a clock agree.
    private static readonly int[] s_steps = [1440, 720, 480, 360, 240, 180, 120, 60, 30, 20, 15, 10, 5];

    /// <summary>
    /// Minutes between two backups. A backup that is about to be made and the time that it takes are lost, too; so it is at most half of
    /// what may be.
    /// </summary>
    public int Minutes { get; } =
        s_steps.FirstOrDefault(step => step <= (options.EveryMinutes ?? (blueprint.Targets.RecoveryPointMinutes ?? 2880) / 2), 5);

    /// <summary>The schedule as five cron fields.</summary>
    public string Cron =>
        Minutes switch
        {
            1440 => string.Create(CultureInfo.InvariantCulture, $"0 {options.Hour} * * *"),
            >= 60 => string.Create(CultureInfo.InvariantCulture, $"0 */{Minutes / 60} * * *"),
            _ => string.Create(CultureInfo.InvariantCulture, $"*/{Minutes} * * * *"),
        };

    /// <summary>Seconds of the day, or of a shorter round, at which it is made.</summary>
    public int Offset => Minutes == 1440 ? options.Hour * 3600 : 0;

    /// <summary>Days for which a backup is kept.</summary>
    public int KeepDays => options.KeepDays;

    /// <summary>Most minutes that may be lost.</summary>
    public int RecoveryPoint => blueprint.Targets.RecoveryPointMinutes ?? 2 * Minutes;

    /// <summary>Most minutes until rows are back; an hour where the brief names none.</summary>
    public int RecoveryTime => blueprint.Targets.RecoveryTimeMinutes ?? 60;

    /// <summary>Whether backups alone can keep to the recovery point; below ten minutes they can't.</summary>
    public bool IsEnough => RecoveryPoint >= 10;
}
