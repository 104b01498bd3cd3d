using System.Globalization;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Capabilities.Recovery.PointInTime;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// What is to be kept and was not, by the files that the scripts write for a node exporter: backups, what a moment is played on, and
/// the journal.
/// </summary>
internal sealed class RecoveryRules(ServicePlan plan)
{
    private const int BaseSeconds = 2 * 24 * 3600;
    private readonly string _name = plan.Blueprint.Service.Name;

    /// <summary>What people must know.</summary>
    public IEnumerable<AlertRule> Alerts
    {
        get
        {
            var backup = new BackupPlan(plan.Blueprint, plan.Options<BackupOptions>(BackupCapability.Id));
            if (!Exporters.TellsOfBackups(plan))
                yield break;
            var allowed = 60 * Math.Max(backup.RecoveryPoint, 2 * backup.Minutes);
            yield return Old("backup", "BackupIsOld", allowed, AlertSeverity.Page, "No backup was made for longer than may be lost.");
            yield return NeverSeen();
            if (!JournalFiles.IsFor(plan.Blueprint))
                yield break;
            if (Exporters.TellsOfBases(plan))
                yield return Old(
                    "base",
                    "BaseIsOld",
                    BaseSeconds,
                    AlertSeverity.Ticket,
                    "What a moment is played on was not made for two days."
                );
            // PostgreSQL hands its journal out only when there is something in it.
            if (JournalFiles.IsMariaDb(plan.Blueprint))
                yield return Old(
                    "journal",
                    "JournalIsOld",
                    60 * backup.RecoveryPoint,
                    AlertSeverity.Page,
                    "The journal was not copied for longer than may be lost."
                );
        }
    }

    private string Series(string kind) => $"{BackupScripts.Noted}{{service=\"{_name}\",kind=\"{kind}\"}}";

    private AlertRule Old(string kind, string alert, int seconds, AlertSeverity severity, string summary) =>
        new(alert, $"time() - max({Series(kind)}) > {seconds.ToString(CultureInfo.InvariantCulture)}", "5m", severity, summary)
        {
            Steps =
            [
                $"Run it by hand, and read what it says: `{Script(kind)}`; {RestorePage.Path} says where.",
                "A full disk, a changed password and a right that was taken away are the usual reasons.",
                kind == "backup"
                    ? "Until one is made, what was written since the last is lost with the machine."
                    : "Until it is made, a recovery takes longer, or ends at an earlier moment.",
            ],
            Fires = [new(Series(kind), "-10000000+0x60")],
            Silent = [new(Series(kind), "0+60x60")],
        };

    private AlertRule NeverSeen() =>
        new(
            "NoBackupIsSeen",
            $"absent({Series("backup")})",
            "1d",
            AlertSeverity.Ticket,
            "Nothing tells of a backup: none was ever made, or nobody looks."
        )
        {
            Steps =
            [
                "Look whether the job `backup` runs, and whether a first one is made when it is run by hand.",
                "Look whether Prometheus reaches the node exporter, and whether that sees the folder `metrics` beside the backups.",
            ],
            Fires = [new($"up{{job=\"{_name}\"}}", "1x1500")],
            Silent = [new(Series("backup"), "0+60x1500")],
            Labels = $"service=\"{_name}\",kind=\"backup\"",
            After = 1_450,
        };

    private static string Script(string kind) =>
        kind switch
        {
            "backup" => BackupEmitter.Folder + "/backup.sh",
            "base" => JournalFiles.Folder + "/base.sh",
            _ => JournalFiles.Folder + "/archive.sh",
        };
}
