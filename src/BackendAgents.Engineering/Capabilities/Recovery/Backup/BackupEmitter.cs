using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Recovery.PointInTime;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Recovery.Backup;

/// <summary>Writes the scripts, the image that runs them, and the page for the day on which they are needed.</summary>
internal sealed class BackupEmitter(BackupTools tools, BackupPlan plan) : IEmitter
{
    /// <summary>Folder of the scripts and of their image.</summary>
    public const string Folder = "deploy/backup";

    public string Id => BackupCapability.Id;

    public string Description => "Scripts that back up, restore and drill, their image, and the page that says how";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        yield return Script("common.sh", BackupScripts.Common(tools, ServiceImage.Name(delivery.Plan)));
        yield return Script("backup.sh", BackupScripts.Backup);
        yield return Script("restore.sh", BackupScripts.Restore);
        yield return Script("drill.sh", BackupScripts.Drill(plan));
        yield return Script("every.sh", BackupScripts.Every);
        yield return new Artifact(Folder + "/Dockerfile", Dockerfile(ServiceImage.Pinned(delivery.Plan.Blueprint, tools.Image)));
        foreach (var file in JournalFiles.Of(delivery.Plan.Blueprint, plan))
            yield return file;
        yield return new Artifact(RestorePage.Path, RestorePage.Write(delivery.Plan, plan));
    }

    private static Artifact Script(string name, string text) => new($"{Folder}/{name}", text);

    private string Dockerfile(string image) =>
        new CodeWriter()
            .Line(
                $"""
                # Generated from backend.yaml. The scripts with the programs that they call, of the database's version.
                FROM {image}
                RUN apt-get update \
                    && apt-get install --yes --no-install-recommends {(tools.Packages + " openssl").TrimStart()} \
                    && rm -rf /var/lib/apt/lists/* \
                    && install --directory --owner={ServiceImage.UserId} --mode=0700 /backups
                WORKDIR /opt/backup
                COPY . .
                USER {ServiceImage.UserId}
                ENTRYPOINT ["bash"]
                CMD ["backup.sh"]
                """
            )
            .ToString();
}
