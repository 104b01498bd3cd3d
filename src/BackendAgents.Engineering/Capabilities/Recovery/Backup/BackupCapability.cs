using System.Globalization;
using BackendAgents.Engineering.Capabilities.Recovery.PointInTime;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>Encrypted backups by the clock, and what brings them back.</summary>
internal sealed class BackupCapability : ICapability
{
    /// <summary>Its id, which is that of its job.</summary>
    public const string Id = "backup";

    private const string DataFolder = "/backups";

    public CapabilityInfo Info { get; } =
        new(
            Id,
            "Backup and recovery",
            "Encrypted backups by the clock, kept for a time; scripts that restore and that prove it, and the page that says how."
        )
        {
            Words =
            [
                "nightly backups",
                "nightly backup",
                "daily backups",
                "daily backup",
                "hourly backups",
                "hourly backup",
                "automated backups",
                "automatic backups",
                "database backups",
                "database backup",
                "encrypted backups",
                "backups every night",
                "backup and recovery",
                "backup and restore",
                "disaster recovery",
                "point-in-time recovery",
            ],
            Options = typeof(BackupOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan)
    {
        var options = plan.Options<BackupOptions>(Id);
        var backup = new BackupPlan(plan.Blueprint, options);
        plan.Add(
            new ScheduledJob(Id, backup.Cron, "Makes an encrypted backup of all rows", ["backup.sh"], BackupEmitter.Folder)
            {
                Loop = ["every.sh", Number(backup.Minutes * 60), Number(backup.Offset)],
                Environment = new Dictionary<string, string> { ["BACKUP_FOLDER"] = DataFolder, ["KEEP_DAYS"] = Number(backup.KeepDays) },
                Secrets = ["backup-key"],
                DataFolder = DataFolder,
                DataGibibytes = options.StorageGibibytes,
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        if (BackupTools.For(delivery.Plan.Blueprint.Deployment.Database) is not { } tools)
            return;
        var plan = new BackupPlan(delivery.Plan.Blueprint, delivery.Plan.Options<BackupOptions>(Id));
        delivery.Add(new BackupEmitter(tools, plan));
        var moment = JournalFiles.IsFor(delivery.Plan.Blueprint)
            ? " Its `point-in-time/` brings back any moment between two, once the server's journal is kept."
            : "";
        delivery.AddSection(
            "Bring it back",
            $"""
            `{BackupEmitter.Folder}/` makes an encrypted backup every {plan.Minutes} minutes, restores one, and proves by a drill that it
            can; [what to do when rows are lost]({RestorePage.Path}) says how.{moment}
            """
        );
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
