using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Capabilities.Recovery.PointInTime;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// What tells Prometheus of things that tell nothing by themselves, on one machine: of backups by the files that scripts write, of the
/// certificate by asking whoever shows it. In a cluster kube-state-metrics and cert-manager do.
/// </summary>
internal static class Exporters
{
    /// <summary>Configuration of the exporter that asks.</summary>
    public const string ProbePath = ProbeFolder + "/blackbox.yml";

    /// <summary>What it asks for.</summary>
    public const string Module = "certificate";

    private const string ProbeFolder = "monitoring/blackbox";
    private const string FileFolder = "/backups";

    /// <summary>Adds those that are of use.</summary>
    public static void Plan(PlanBuilder plan)
    {
        if (plan.Blueprint.Capability("compose") is null)
            return;
        if (plan.Blueprint.Capability(BackupCapability.Id) is not null)
            plan.Add(
                new Resource("backup-metrics", ResourceKind.Tool, "Node exporter 1.9")
                {
                    Watches = BackupCapability.Id,
                    Container = new Container("prom/node-exporter:v1.9.1", 9100)
                    {
                        Command =
                        [
                            "--collector.disable-defaults",
                            "--collector.textfile",
                            $"--collector.textfile.directory={FileFolder}/metrics",
                        ],
                        JobFolders = new Dictionary<string, string> { [BackupCapability.Id] = FileFolder },
                        HealthCheck = ["wget", "--quiet", "--spider", "http://127.0.0.1:9100/"],
                        MemoryMebibytes = 64,
                    },
                }
            );
        if (Balancer(plan) is { } balancer)
            plan.Add(
                new Resource("certificate-metrics", ResourceKind.Tool, "Blackbox exporter 0.27")
                {
                    Watches = balancer,
                    Container = new Container("prom/blackbox-exporter:v0.27.0", 9115)
                    {
                        Command = ["--config.file=/etc/blackbox/blackbox.yml"],
                        Folders = new Dictionary<string, string> { [ProbeFolder] = "/etc/blackbox" },
                        HealthCheck = ["wget", "--quiet", "--spider", "http://127.0.0.1:9115/-/healthy"],
                        MemoryMebibytes = 64,
                    },
                }
            );
    }

    /// <summary>Name of the job that looks at what another part tells: <c>shop-backup</c>.</summary>
    public static string JobOf(ServicePlan plan, string watched) => $"{plan.Blueprint.Service.Name}-{watched}";

    /// <summary>Where Prometheus looks beside the service.</summary>
    /// <param name="plan">The service.</param>
    /// <param name="name">How a resource of it is called.</param>
    public static IEnumerable<YamlMap> Scrapes(ServicePlan plan, Func<string, string> name) =>
        plan
            .Resources.Where(static resource => resource.Watches is not null)
            .Select(resource =>
                resource.Watches == BackupCapability.Id ? OfFiles(plan, resource, name(resource.Name)) : OfCertificate(plan, resource)
            );

    /// <summary>
    /// Whether a node exporter reads what the scripts of backups write: one of the delivery, or one that the owner of a machine has. In a
    /// cluster none does; there the job's own success is watched.
    /// </summary>
    public static bool TellsOfBackups(ServicePlan plan) => IsDelivered(plan) || !plan.Has("kubernetes");

    /// <summary>Whether it reads of bases, too: the exporter of the delivery doesn't where PostgreSQL's server makes them itself.</summary>
    public static bool TellsOfBases(ServicePlan plan) =>
        TellsOfBackups(plan) && !(IsDelivered(plan) && !JournalFiles.IsMariaDb(plan.Blueprint));

    private static bool IsDelivered(ServicePlan plan) => plan.Resources.Any(static resource => resource.Watches == BackupCapability.Id);

    /// <summary>The certificate's balancer, where the plan has one on a machine; null otherwise.</summary>
    public static string? CertificateOf(ServicePlan plan) =>
        plan.Resources.FirstOrDefault(static resource => resource.Watches is not (null or BackupCapability.Id))?.Watches;

    /// <summary>What the exporter that asks is told.</summary>
    public static YamlMap Probe() =>
        new()
        {
            {
                "modules",
                new YamlMap
                {
                    {
                        Module,
                        new YamlMap
                        {
                            { "prober", "tcp" },
                            { "timeout", "5s" },
                            {
                                "tcp",
                                new YamlMap
                                {
                                    { "tls", true },
                                    {
                                        "tls_config",
                                        new YamlMap { { "insecure_skip_verify", true } },
                                        "It is asked by a name of the inner network; what counts is when it ends."
                                    },
                                }
                            },
                        }
                    },
                }
            },
        };

    private static string? Balancer(PlanBuilder plan) =>
        new[] { NginxCapability.Id, HaProxyCapability.Id }.FirstOrDefault(id => plan.Blueprint.Capability(id) is not null);

    private static YamlMap OfFiles(ServicePlan plan, Resource resource, string host) =>
        new() { { "job_name", JobOf(plan, resource.Watches!) }, { "static_configs", Targets($"{host}:{resource.Container!.Port}") } };

    private static YamlMap OfCertificate(ServicePlan plan, Resource resource) =>
        new()
        {
            { "job_name", JobOf(plan, Module) },
            { "metrics_path", "/probe" },
            {
                "params",
                new YamlMap { { "module", YamlMap.List(Module) } }
            },
            { "static_configs", Targets($"{resource.Watches}:443") },
            {
                "relabel_configs",
                new[]
                {
                    Relabel("__address__", "__param_target", null),
                    Relabel("__param_target", "instance", null),
                    Relabel(null, "__address__", $"{resource.Name}:{resource.Container!.Port}"),
                },
                "The exporter asks the target."
            },
        };

    private static YamlMap[] Targets(string target) => [new YamlMap { { "targets", YamlMap.List(target) } }];

    private static YamlMap Relabel(string? from, string to, string? value) =>
        new()
        {
            { "source_labels", from is null ? null : YamlMap.List(from) },
            { "target_label", to },
            { "replacement", value },
        };
}
