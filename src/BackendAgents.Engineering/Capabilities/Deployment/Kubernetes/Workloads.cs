using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What runs: the instances, the job that migrates before them, and their volume.</summary>
internal static class Workloads
{
    public static YamlMap Deployment(Cluster cluster) =>
        cluster.Object(
            "apps/v1",
            "Deployment",
            cluster.Name,
            Cluster.Api,
            "spec",
            new YamlMap
            {
                // With an autoscaler the number is the autoscaler's: a number here would set it back at each rollout.
                { "replicas", cluster.KeepsFile ? 1 : null },
                { "revisionHistoryLimit", 5 },
                { "progressDeadlineSeconds", 300 },
                { "strategy", Strategy(cluster) },
                {
                    "selector",
                    new YamlMap { { "matchLabels", cluster.Selector(Cluster.Api) } }
                },
                { "template", PodTemplate.Service(cluster) },
            }
        );

    public static YamlMap Migration(Cluster cluster) =>
        cluster.Object(
            "batch/v1",
            "Job",
            cluster.MigrationName,
            Cluster.Migration,
            "spec",
            new YamlMap
            {
                { "backoffLimit", 4, "In development the database begins at the same time." },
                { "activeDeadlineSeconds", 600 },
                { "ttlSecondsAfterFinished", 86_400, "A day to read its log." },
                { "template", PodTemplate.Migration(cluster) },
            }
        );

    /// <summary>The volume of the file with all rows, or of what callers upload, which all instances see.</summary>
    public static YamlMap Volume(Cluster cluster) =>
        cluster.Object(
            "v1",
            "PersistentVolumeClaim",
            cluster.Name + "-data",
            Network.Configuration,
            "spec",
            ResourceSet.Claim("5Gi", isShared: !cluster.KeepsFile)
        );

    private static YamlMap Strategy(Cluster cluster) =>
        cluster.KeepsFile
            ? new YamlMap { { "type", "Recreate", "Two processes must not have the file open." } }
            : new YamlMap
            {
                { "type", "RollingUpdate" },
                {
                    "rollingUpdate",
                    new YamlMap { { "maxUnavailable", 0 }, { "maxSurge", 1 } }
                },
            };
}
