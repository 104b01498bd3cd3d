using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>Metrics for Prometheus, and the rules by which it calls people.</summary>
internal sealed class PrometheusCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "prometheus";

    /// <summary>Name of the port and path of the service's metrics.</summary>
    public const string PortName = "metrics";

    /// <summary>Setting of the port at which metrics are shown.</summary>
    public const string PortSetting = "Metrics:Port";

    private const string Path = "/metrics";

    /// <summary>Where a service shows its metrics; null where it shows none.</summary>
    public static ServicePort? PortOf(ServicePlan plan) => plan.InnerPorts.SingleOrDefault(static port => port.Name == PortName);

    public CapabilityInfo Info { get; } =
        new(
            Id,
            "Prometheus",
            "Metrics of the service, recording and alert rules from the targets with their tests, and a runbook for each alert."
        )
        {
            Words = ["prometheus"],
            Options = typeof(PrometheusOptions),
            IsOptional = true,
        };

    // Dashboards show what Prometheus has seen.
    public bool IsUsedBy(Blueprint blueprint) => blueprint.Capability(Id) is not null || blueprint.Capability("grafana") is not null;

    public void Plan(PlanBuilder plan)
    {
        ServiceMetrics.Plan(plan);
        var port = plan.Options<PrometheusOptions>(Id).Port;
        plan.Add(new ServicePort(PortName, port, Path));
        plan.Add(
            new Setting(
                PortSetting,
                "port on which metrics are shown, one of those on which the service listens",
                string.Create(CultureInfo.InvariantCulture, $"{port}")
            )
        );
        plan.Add(
            new Resource(Id, ResourceKind.Tool, "Prometheus 3.5")
            {
                Container = new Container("prom/prometheus:v3.5.0", 9090)
                {
                    DataFolder = "/prometheus",
                    Folders = new Dictionary<string, string> { [PrometheusEmitter.Folder.TrimEnd('/')] = "/etc/prometheus" },
                    HealthCheck = ["wget", "--quiet", "--spider", "http://127.0.0.1:9090/-/ready"],
                },
            }
        );
        Exporters.Plan(plan);
    }

    // No exporter of the delivery runs in a cluster, which has these for all that is in it.
    private const string InCluster =
        " In a cluster the alerts of jobs, backups among them, need kube-state-metrics, and that of the certificate cert-manager: "
        + "without them those alerts never tell.";

    public void Deliver(DeliveryBuilder delivery)
    {
        var port = PortOf(delivery.Plan)!;
        ServiceMetrics.Deliver(delivery);
        delivery.Add(new PrometheusEmitter());
        delivery.Add(DeliveredPackages.Of("OpenTelemetry.Exporter.Prometheus.AspNetCore"));
        delivery.AddRegistration("services.AddScraping();");
        delivery.AddMiddleware(MiddlewareStage.Security, "app.UseScraping();");
        delivery.Add(
            new ReadmeSection(
                "Watch it",
                $"""
                The service shows its metrics at `{port.Path}` on port {port.Number}, which no proxy leads to;
                in development on its own port.
                `{PrometheusEmitter.Folder}` has rules and alerts that follow from the targets, with tests: `promtool test rules
                {PrometheusEmitter.TestPath}`. Each alert has a runbook in `{Runbooks.Folder}`.{(
                    delivery.Plan.Has("kubernetes") ? InCluster : ""
                )}
                """
            )
        );
    }
}
