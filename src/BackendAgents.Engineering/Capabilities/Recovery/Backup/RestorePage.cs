using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Capabilities.Recovery.PointInTime;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>The page for the day on which rows are lost: short, and in the order in which things are done.</summary>
internal static class RestorePage
{
    /// <summary>Path of the page.</summary>
    public const string Path = "docs/runbooks/restore.md";

    public static string Write(ServicePlan plan, BackupPlan backup)
    {
        var text = new CodeWriter()
            .Line("# Rows are lost")
            .Line()
            .Line(
                $"A backup is made every {backup.Minutes} minutes (`{backup.Cron}`, UTC) and kept for {backup.KeepDays} days. "
                    + $"At most {backup.RecoveryPoint} minutes may be lost, and everything is to be back within {backup.RecoveryTime}."
            )
            .Line();
        if (!backup.IsEnough)
            text.Line("Backups alone can't keep to that: set up the journal below, too.").Line();
        text.Line("## Bring them back").Line();
        Steps(
            text,
            "Stop what writes: scale the service to nothing, so that nobody adds rows to a half-restored database.",
            $"Keep what is left: `{Run(plan, "backup.sh")}`, even if it seems worthless.",
            "Take away the broken database, or make an empty server in its place with the same secret.",
            $"`{Run(plan, "restore.sh")}` brings the newest backup back. It verifies the seal, and overwrites nothing: a database with "
                + "tables is refused. An older one is named: `restore.sh /backups/NAME.backup`.",
            "Start the service. It applies migrations that are newer than the backup, and answers once it is ready.",
            "Say what is missing: everything between the time in the backup's name and the loss."
        );
        text.Line()
            .Line("## Before that day")
            .Line()
            .Line(
                $"- Once a month: `{Run(plan, "drill.sh")}`. It restores the newest backup into a database beside the real one, and fails"
            )
            .Line("  when more could be lost, or a restore takes longer, than is allowed. Its account needs the right to make databases.")
            .Line("- `backup-key` opens every backup: keep a copy where a fire here does not reach. Without it they are noise.")
            .Line("- The folder of the backups lies on one disk. Copy it to another place each day; it is encrypted already.");
        if (plan.Has("prometheus"))
            Watched(text, plan);
        if (plan.Folders.Count > 0)
            text.Line("- What callers upload is not in the database: copy the folder of `Files__Folder` after each backup. A row whose")
                .Line("  is missing answers 404 to downloads; files without a row are removed by the service itself after a day.");
        MomentPage.Write(text, plan.Blueprint, backup);
        return text.ToString();
    }

    // By what alerts know.
    private static void Watched(CodeWriter text, ServicePlan plan)
    {
        if (!Exporters.TellsOfBackups(plan))
        {
            text.Line("- kube-state-metrics tells Prometheus when the job last succeeded; an alert says when that is too long ago.");
            return;
        }

        text.Line("- Each script notes in the folder `metrics` beside the backups when it was done; a node exporter with")
            .Line(
                "  `--collector.textfile.directory` tells Prometheus, whose alerts say what is too old"
                    + (plan.Has("compose") ? " (compose.yaml has one)." : ".")
            );
        if (!plan.Has("compose"))
            text.Line("  Anybody may read that folder, but not the one above it: the exporter's user has to get through that, by its group")
                .Line("  or by `setfacl --modify u:USER:x FOLDER`.");
        if (JournalFiles.IsFor(plan.Blueprint) && !Exporters.TellsOfBases(plan))
            text.Line(
                "  It sees nothing of `base.sh`, which runs at the server: look there each week whether the newest `.base` is of today."
            );
    }

    // Where it runs: beside the service.
    private static string Run(ServicePlan plan, string script) =>
        plan.Has("compose") ? $"docker compose run --rm backup {script}"
        : plan.Has("kubernetes")
            ? $"kubectl create job by-hand --from=cronjob/{plan.Blueprint.Service.Name}-backup --dry-run=client "
                + $"--output=yaml | sed 's/- backup.sh/- {script}/' | kubectl apply --filename=-"
        : $"bash {BackupEmitter.Folder}/{script}";

    public static void Steps(CodeWriter text, params ReadOnlySpan<string> steps)
    {
        for (var i = 0; i < steps.Length; i++)
            text.Line($"{i + 1}. {steps[i]}");
    }
}
