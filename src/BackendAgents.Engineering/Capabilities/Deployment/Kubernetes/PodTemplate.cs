using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>Pods by the restricted Pod Security Standard.</summary>
internal static class PodTemplate
{
    // Requests still arrive while the load balancers hear that a pod ends; then the service drains, for which .NET waits 30 seconds.
    private const int PauseSeconds = 5;
    private const int DrainSeconds = 30;
    public const string DataFolder = "/data";
    private const string FromOverlay = "Registry and tag are chosen where it is deployed.";

    /// <summary>The variable by which the service is told of a database that is a file, and what it says.</summary>
    public const string FileVariable = "ConnectionStrings__Database";

    /// <inheritdoc cref="FileVariable" />
    public const string FileConnection = $"Data Source={DataFolder}/app.db";

    // 0440 in octal: the pod's user reads it by its group.
    private const int SecretMode = 0x120;

    /// <summary>Pods that answer requests.</summary>
    public static YamlMap Service(Cluster cluster)
    {
        var live = Probe(cluster.Plan.LivePath);
        var container = Container(cluster, cluster.Name);
        container.Add(
            "ports",
            cluster
                .Plan.InnerPorts.Select(static port => Port(port.Name, port.Number))
                .Prepend(Port(Cluster.PortName, cluster.Plan.Port))
                .ToArray()
        );
        container.Add("startupProbe", With(live, ("periodSeconds", 2), ("failureThreshold", 60)), "Two minutes to begin.");
        container.Add("livenessProbe", With(live, ("periodSeconds", 20), ("failureThreshold", 3)));
        container.Add("readinessProbe", With(Probe(cluster.Plan.ReadyPath), ("periodSeconds", 5), ("failureThreshold", 2)));
        container.Add(
            "lifecycle",
            new YamlMap
            {
                {
                    "preStop",
                    new YamlMap
                    {
                        {
                            "sleep",
                            new YamlMap { { "seconds", PauseSeconds } }
                        },
                    }
                },
            },
            "Load balancers hear that the pod ends before it stops to answer."
        );
        var pod = Pod(cluster, container, OwnSecrets(cluster));
        pod.Add("terminationGracePeriodSeconds", PauseSeconds + DrainSeconds + 5);
        if (cluster.MaxReplicas > 1)
            pod.Add(
                "topologySpreadConstraints",
                new[] { Spread(cluster, "kubernetes.io/hostname"), Spread(cluster, "topology.kubernetes.io/zone") }
            );
        return new YamlMap
        {
            {
                "metadata",
                new YamlMap { { "labels", cluster.Selector(Cluster.Api) }, { "annotations", Scraping(cluster.Plan) } }
            },
            { "spec", pod },
        };
    }

    /// <summary>The pod that migrates the database and ends.</summary>
    public static YamlMap Migration(Cluster cluster)
    {
        var container = Container(cluster, cluster.MigrationName);
        container.Add("args", new[] { ServiceImage.Migrate });
        container.Add(
            "env",
            new[]
            {
                new YamlMap { { "name", "Database__Migrate" }, { "value", "true" } },
            }
        );
        var pod = Pod(cluster, container, OwnSecrets(cluster));
        pod.Add("restartPolicy", "Never");
        return new YamlMap
        {
            {
                "metadata",
                new YamlMap { { "labels", cluster.Selector(Cluster.Migration) } }
            },
            { "spec", pod },
        };
    }

    /// <summary>The pod of something that runs by the clock. It sees no secret but its own and the connections.</summary>
    public static YamlMap Job(Cluster cluster, ScheduledJob job)
    {
        var container = new YamlMap
        {
            { "name", job.Name },
            { "image", job.Image(cluster.Plan), FromOverlay },
            { "args", job.Command },
            {
                "env",
                job
                    .Environment.Concat(cluster.KeepsFile ? [new(FileVariable, FileConnection)] : [])
                    .Select(static pair => new YamlMap { { "name", pair.Key }, { "value", pair.Value } })
                    .ToArray()
            },
            { "securityContext", ContainerSecurity(readOnly: true) },
            { "resources", Resources(100, 256) },
            {
                "volumeMounts",
                (YamlMap[])
                    [
                        Mount("tmp", "/tmp"),
                        Mount("secrets", DeploymentSecrets.Folder, readOnly: true),
                        Mount(job.Name, job.DataFolder),
                        .. cluster.KeepsFile ? new[] { Mount("data", DataFolder) } : [],
                    ]
            },
        };
        var pod = Pod(cluster, container, JobSecrets(cluster, job), Claimed(job.Name, $"{cluster.Name}-{job.Name}"));
        pod.Add("restartPolicy", "Never");
        return new YamlMap
        {
            {
                "metadata",
                new YamlMap { { "labels", cluster.Selector(job.Name) } }
            },
            { "spec", pod },
        };
    }

    /// <summary>What a pod as a whole may do.</summary>
    public static YamlMap PodSecurity(int user) =>
        new()
        {
            { "runAsNonRoot", true },
            { "runAsUser", user },
            { "runAsGroup", user },
            { "fsGroup", user },
            {
                "seccompProfile",
                new YamlMap { { "type", "RuntimeDefault" } }
            },
        };

    /// <summary>What a container may do.</summary>
    public static YamlMap ContainerSecurity(bool readOnly) =>
        new()
        {
            { "allowPrivilegeEscalation", false },
            { "readOnlyRootFilesystem", readOnly ? true : null },
            {
                "capabilities",
                new YamlMap { { "drop", YamlMap.List("ALL") } }
            },
        };

    /// <summary>A volume with the secrets, readable by the pod's user alone.</summary>
    public static YamlMap SecretVolume(string secrets) =>
        new()
        {
            { "name", "secrets" },
            {
                "secret",
                new YamlMap { { "secretName", secrets }, { "defaultMode", SecretMode } }
            },
        };

    // A pod waits for a Secret that nobody makes.
    private static YamlMap? OwnSecrets(Cluster cluster) => cluster.HasSecrets ? SecretVolume(cluster.SecretName) : null;

    /// <summary>Where a volume is seen.</summary>
    public static YamlMap Mount(string volume, string folder, bool readOnly = false) =>
        new()
        {
            { "name", volume },
            { "mountPath", folder },
            { "readOnly", readOnly ? true : null },
        };

    private static YamlMap JobSecrets(Cluster cluster, ScheduledJob job)
    {
        var shared = DeploymentSecrets.Of(cluster.Plan, job).Except(job.Secrets).ToList();
        return new YamlMap
        {
            { "name", "secrets" },
            {
                "projected",
                new YamlMap
                {
                    { "defaultMode", SecretMode },
                    {
                        "sources",
                        (YamlMap[])
                            [
                                .. shared.Count > 0 ? new[] { Projected(cluster.SecretName, shared) } : [],
                                Projected(cluster.SecretNameOf(job), job.Secrets),
                            ]
                    },
                }
            },
        };
    }

    private static YamlMap Projected(string secret, IEnumerable<string> keys) =>
        new()
        {
            {
                "secret",
                new YamlMap
                {
                    { "name", secret },
                    { "items", keys.Select(static key => new YamlMap { { "key", key }, { "path", key } }).ToArray() },
                }
            },
        };

    private static YamlMap Claimed(string volume, string claim) =>
        new()
        {
            { "name", volume },
            {
                "persistentVolumeClaim",
                new YamlMap { { "claimName", claim } }
            },
        };

    private static YamlMap Pod(Cluster cluster, YamlMap container, YamlMap? secrets, params YamlMap[] more) =>
        new()
        {
            { "serviceAccountName", cluster.Name },
            { "automountServiceAccountToken", false, "Nothing here asks the cluster for anything." },
            { "securityContext", PodSecurity(ServiceImage.UserId) },
            { "containers", new[] { container } },
            {
                "volumes",
                (YamlMap[])
                    [
                        new YamlMap
                        {
                            { "name", "tmp" },
                            {
                                "emptyDir",
                                new YamlMap { { "sizeLimit", "64Mi" } }
                            },
                        },
                        .. secrets is null ? [] : new[] { secrets },
                        .. more,
                        .. cluster.KeepsFolder ? new[] { Claimed("data", cluster.Name + "-data") } : [],
                    ]
            },
        };

    private static YamlMap Container(Cluster cluster, string name)
    {
        return new YamlMap
        {
            { "name", name },
            { "image", ServiceImage.Name(cluster.Plan), FromOverlay },
            {
                "envFrom",
                new[]
                {
                    new YamlMap
                    {
                        {
                            "configMapRef",
                            new YamlMap { { "name", cluster.ConfigName } }
                        },
                    },
                }
            },
            { "securityContext", ContainerSecurity(readOnly: true) },
            {
                "resources",
                Resources(cluster.Options.CpuMillicores, cluster.Options.MemoryMebibytes),
                "Memory is all its own; of CPU it may borrow what its neighbours leave, and .NET sizes its threads by the limit."
            },
            {
                "volumeMounts",
                (YamlMap[])
                    [
                        Mount("tmp", "/tmp"),
                        .. cluster.HasSecrets ? new[] { Mount("secrets", DeploymentSecrets.Folder, readOnly: true) } : [],
                        .. cluster.KeepsFolder ? new[] { Mount("data", DataFolder) } : [],
                    ]
            },
        };
    }

    private static YamlMap Resources(int millicores, int mebibytes)
    {
        var memory = mebibytes.ToString(CultureInfo.InvariantCulture) + "Mi";
        return new YamlMap
        {
            {
                "requests",
                new YamlMap { { "cpu", Cpu(millicores) }, { "memory", memory } }
            },
            {
                "limits",
                new YamlMap { { "cpu", Cpu(4 * millicores) }, { "memory", memory } }
            },
        };
    }

    private static YamlMap Spread(Cluster cluster, string key) =>
        new()
        {
            { "maxSkew", 1 },
            { "topologyKey", key },
            { "whenUnsatisfiable", "ScheduleAnyway" },
            {
                "labelSelector",
                new YamlMap { { "matchLabels", cluster.Selector(Cluster.Api) } }
            },
        };

    private static YamlMap Port(string name, int number) => new() { { "name", name }, { "containerPort", number } };

    // By these a Prometheus that looks for pods finds where to ask.
    private static YamlMap? Scraping(ServicePlan plan) =>
        plan.InnerPorts.FirstOrDefault(static port => port.Name == "metrics") is { } port
            ? new YamlMap
            {
                { "prometheus.io/scrape", "true" },
                { "prometheus.io/port", port.Number.ToString(CultureInfo.InvariantCulture) },
                { "prometheus.io/path", port.Path },
            }
            : null;

    private static YamlMap Probe(string path) =>
        new()
        {
            {
                "httpGet",
                new YamlMap { { "path", path }, { "port", Cluster.PortName } }
            },
            { "timeoutSeconds", 3 },
        };

    private static YamlMap With(YamlMap probe, params (string Key, int Value)[] more)
    {
        var all = new YamlMap();
        foreach (var (key, value, comment) in probe)
            all.Add(key, value, comment);
        foreach (var (key, value) in more)
            all.Add(key, value);
        return all;
    }

    private static string Cpu(int millicores) => millicores.ToString(CultureInfo.InvariantCulture) + "m";
}
