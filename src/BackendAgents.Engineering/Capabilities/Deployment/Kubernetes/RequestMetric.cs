using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Engineering.Capabilities.Monitoring;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>
/// Requests a second of a pod, by which it can be scaled beside CPU: what waits for a database uses none. Prometheus measures them, and the
/// Prometheus adapter (kubernetes-sigs) answers the autoscaler, by the two files that are written here.
/// </summary>
internal static class RequestMetric
{
    /// <summary>Its name for the autoscaler.</summary>
    public const string Name = "http_requests_per_second";

    /// <summary>What the adapter is told.</summary>
    public const string AdapterPath = Folder + "prometheus-adapter.yaml";

    /// <summary>What a Prometheus in the cluster is told.</summary>
    public const string ScrapePath = Folder + "scrape.yaml";

    /// <summary>Folder of what an overlay takes in, within that of the manifests.</summary>
    public const string ComponentFolder = "components/requests";

    /// <summary>What has to be there before it is of use, and what happens without.</summary>
    public static string Needs =>
        $"""
            That takes the Prometheus adapter of kubernetes-sigs, installed once for the cluster: `{AdapterPath}`
            has the values for its chart, `{ScrapePath}` the job for the Prometheus that it asks. While the adapter
            is away, CPU still brings pods, and none are taken away.
            """;

    private const string Folder = "monitoring/kubernetes/";

    /// <summary>Requests a second of a pod before there is another: what the plan of capacity uses of an instance.</summary>
    public static int PerPod => (int)(CapacityPlan.RequestsOfInstance * CapacityPlan.Used);

    /// <summary>
    /// Whether it is measured, and there is more than one instance. A gateway only passes on, and is scaled by CPU alone.
    /// </summary>
    public static bool IsFor(Cluster cluster) => cluster is { KeepsFile: false, Members.Count: 0 } && IsMeasured(cluster);

    /// <summary>Whether it shows metrics.</summary>
    public static bool IsMeasured(Cluster cluster) => PrometheusCapability.PortOf(cluster.Plan) is not null;

    /// <summary>The autoscaler's part, as an item of its list: who has the adapter asks for it.</summary>
    /// <param name="perPod">Requests a second of a pod, as YAML.</param>
    public static IReadOnlyList<string> Target(string perPod) =>
        ["type: Pods", "pods:", "  metric:", $"    name: {Name}", "  target:", "    type: AverageValue", $"    averageValue: {perPod}"];

    /// <summary>The autoscaler's part for an overlay that wants it.</summary>
    public static IEnumerable<Artifact> Component(Cluster cluster)
    {
        if (!IsFor(cluster))
            yield break;
        var value = Target($"\"{PerPod.ToString(CultureInfo.InvariantCulture)}\"").Select(static line => $"    {line}\n");
        yield return new Artifact(
            KubernetesEmitter.Folder + ComponentFolder + "/kustomization.yaml",
            YamlText.Write(
                "Generated from backend.yaml: for an overlay where the Prometheus adapter answers. The README says what that takes.",
                new YamlMap
                {
                    { "apiVersion", "kustomize.config.k8s.io/v1alpha1" },
                    { "kind", "Component" },
                    {
                        "patches",
                        new[]
                        {
                            new YamlMap
                            {
                                {
                                    "target",
                                    new YamlMap { { "kind", "HorizontalPodAutoscaler" }, { "name", cluster.Name } }
                                },
                                { "patch", $"- op: add\n  path: /spec/metrics/-\n  value:\n{string.Concat(value)}" },
                            },
                        },
                        "docs/capacity.md or a load test says how many requests a second an instance answers."
                    },
                }
            )
        );
    }

    /// <summary>Both files.</summary>
    public static IEnumerable<Artifact> Files(Cluster cluster)
    {
        if (!IsFor(cluster))
            yield break;
        yield return new Artifact(
            AdapterPath,
            YamlText.Write(
                "Generated from backend.yaml: values of the chart prometheus-adapter, by which the autoscaler learns of requests.",
                Adapter(cluster)
            )
        );
        yield return Scrape(cluster);
    }

    /// <summary>The jobs of a gateway and of the services behind it, which the rules of the whole ask for.</summary>
    public static IEnumerable<Artifact> SystemFiles(Cluster gateway)
    {
        if (IsMeasured(gateway))
            yield return Scrape([gateway, .. gateway.Members]);
    }

    private static YamlMap Adapter(Cluster cluster)
    {
        var series = cluster.Plan.Series(ServiceMetrics.Duration) + "_count";
        return new YamlMap
        {
            {
                "rules",
                new YamlMap
                {
                    {
                        "custom",
                        new[]
                        {
                            new YamlMap
                            {
                                { "seriesQuery", $"{series}{{job=\"{cluster.Name}\",namespace!=\"\",pod!=\"\"}}" },
                                {
                                    "resources",
                                    new YamlMap
                                    {
                                        {
                                            "overrides",
                                            new YamlMap { { "namespace", Resource("namespace") }, { "pod", Resource("pod") } }
                                        },
                                    }
                                },
                                {
                                    "name",
                                    new YamlMap { { "as", Name } }
                                },
                                {
                                    "metricsQuery",
                                    $"sum by (<<.GroupBy>>) (rate({series}{{<<.LabelMatchers>>,http_route!~\"/health/.*\"}}[2m]))",
                                    "Health checks are no requests of anybody."
                                },
                            },
                        }
                    },
                }
            },
        };
    }

    private static Artifact Scrape(params IReadOnlyList<Cluster> clusters) =>
        new(
            ScrapePath,
            YamlText.Write(
                "Generated from backend.yaml: for scrape_config_files of a Prometheus in the cluster, which finds every pod by itself.",
                new YamlMap { { "scrape_configs", clusters.Select(Job).ToArray() } }
            )
        );

    private static YamlMap Job(Cluster cluster)
    {
        var port = PrometheusCapability.PortOf(cluster.Plan)!;
        return new YamlMap
        {
            { "job_name", cluster.Name, "The rules of this delivery ask for it by this name." },
            { "metrics_path", port.Path },
            {
                "kubernetes_sd_configs",
                new[]
                {
                    new YamlMap
                    {
                        { "role", "pod" },
                        {
                            "namespaces",
                            new YamlMap { { "names", YamlMap.List(cluster.Namespace) } }
                        },
                    },
                }
            },
            {
                "relabel_configs",
                new[]
                {
                    Keep("pod_label_" + Cluster.PartOfLabel, cluster.Name),
                    Keep("pod_container_port_name", port.Name),
                    Copy("namespace", "namespace"),
                    Copy("pod_name", "pod"),
                }
            },
        };
    }

    private static YamlMap Resource(string name) => new() { { "resource", name } };

    // Prometheus has a line for what no label may have.
    private static string[] Source(string label) => ["__meta_kubernetes_" + label.Replace('.', '_').Replace('/', '_').Replace('-', '_')];

    private static YamlMap Keep(string label, string value) =>
        new()
        {
            { "source_labels", Source(label) },
            { "regex", value },
            { "action", "keep" },
        };

    private static YamlMap Copy(string label, string target) => new() { { "source_labels", Source(label) }, { "target_label", target } };
}
