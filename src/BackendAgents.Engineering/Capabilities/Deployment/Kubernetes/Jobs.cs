using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What runs by the clock: a CronJob of its own image, with the volume that outlives it.</summary>
internal static class Jobs
{
    public static IReadOnlyList<YamlMap> Of(Cluster cluster, ScheduledJob job)
    {
        var name = $"{cluster.Name}-{job.Name}";
        return
        [
            cluster.Object(
                "v1",
                "PersistentVolumeClaim",
                name,
                job.Name,
                "spec",
                ResourceSet.Claim(job.DataGibibytes.ToString(CultureInfo.InvariantCulture) + "Gi")
            ),
            cluster.Object(
                "batch/v1",
                "CronJob",
                name,
                job.Name,
                "spec",
                new YamlMap
                {
                    { "schedule", job.Schedule, job.Meaning + "." },
                    { "timeZone", "Etc/UTC" },
                    { "concurrencyPolicy", "Forbid", "One at a time; a slow one is not overtaken." },
                    { "startingDeadlineSeconds", 600 },
                    { "successfulJobsHistoryLimit", 3 },
                    { "failedJobsHistoryLimit", 3 },
                    {
                        "jobTemplate",
                        new YamlMap
                        {
                            {
                                "spec",
                                new YamlMap { { "backoffLimit", 2 }, { "template", PodTemplate.Job(cluster, job) } }
                            },
                        }
                    },
                }
            ),
        ];
    }
}
