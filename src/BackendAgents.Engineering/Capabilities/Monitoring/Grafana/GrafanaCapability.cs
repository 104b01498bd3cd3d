using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Grafana;

/// <summary>Dashboards over what Prometheus has seen.</summary>
internal sealed class GrafanaCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "grafana";

    private const string Secret = "grafana-password";

    public CapabilityInfo Info { get; } =
        new(Id, "Grafana", "A dashboard: requests, errors, latency, what runs out, and the business by operation; with its data source.")
        {
            Words = ["grafana"],
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) =>
        plan.Add(
            new Resource("grafana", ResourceKind.Tool, "Grafana 12")
            {
                Container = new Container("grafana/grafana:12.1.0", 3000)
                {
                    DataFolder = "/var/lib/grafana",
                    Environment = new Dictionary<string, string> { ["GF_USERS_ALLOW_SIGN_UP"] = "false" },
                    SecretFiles = new Dictionary<string, string> { ["GF_SECURITY_ADMIN_PASSWORD__FILE"] = Secret },
                    Folders = new Dictionary<string, string>
                    {
                        [GrafanaEmitter.Folder + "provisioning"] = "/etc/grafana/provisioning",
                        [GrafanaEmitter.Folder + "dashboards"] = GrafanaEmitter.DashboardsInContainer,
                    },
                    HealthCheck = ["wget", "--quiet", "--spider", "http://127.0.0.1:3000/api/health"],
                },
            }
        );

    public void Deliver(DeliveryBuilder delivery) => delivery.Add(new GrafanaEmitter());
}
