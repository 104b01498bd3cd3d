using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>How many instances there are, and how many may go at once.</summary>
internal static class Scaling
{
    public static YamlMap Autoscaler(Cluster cluster, int min, int max, IReadOnlyList<object>? metrics = null) =>
        cluster.Object(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            cluster.Name,
            Cluster.Api,
            "spec",
            new YamlMap
            {
                {
                    "scaleTargetRef",
                    new YamlMap
                    {
                        { "apiVersion", "apps/v1" },
                        { "kind", "Deployment" },
                        { "name", cluster.Name },
                    }
                },
                { "minReplicas", min },
                { "maxReplicas", max, "Each has connections of its own: see the README before you raise it." },
                { "metrics", metrics ?? [Cpu()] },
                {
                    "behavior",
                    new YamlMap
                    {
                        {
                            "scaleDown",
                            new YamlMap { { "stabilizationWindowSeconds", 300 } }
                        },
                    },
                    "Up at once, down after five quiet minutes."
                },
            }
        );

    /// <summary>What is always measured.</summary>
    public static YamlMap Cpu() =>
        new()
        {
            { "type", "Resource" },
            {
                "resource",
                new YamlMap
                {
                    { "name", "cpu" },
                    {
                        "target",
                        new YamlMap { { "type", "Utilization" }, { "averageUtilization", 70 } }
                    },
                }
            },
        };

    public static YamlMap DisruptionBudget(Cluster cluster) =>
        cluster.Object(
            "policy/v1",
            "PodDisruptionBudget",
            cluster.Name,
            Cluster.Api,
            "spec",
            new YamlMap
            {
                { "maxUnavailable", 1 },
                {
                    "selector",
                    new YamlMap { { "matchLabels", cluster.Selector(Cluster.Api) } }
                },
            }
        );
}
