using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Grafana;

/// <summary>Writes the dashboard and the files by which Grafana finds it and its data.</summary>
internal sealed class GrafanaEmitter : IEmitter
{
    /// <summary>Folder of everything.</summary>
    public const string Folder = "monitoring/grafana/";

    /// <summary>Where the container sees the dashboards.</summary>
    public const string DashboardsInContainer = "/var/lib/grafana-dashboards";

    private const string Heading = "Generated from backend.yaml.";

    public string Id => "grafana";

    public string Description => "Dashboard of the service with its data source";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        yield return Board(delivery.Plan);
        foreach (var file in Provisioning(delivery.Plan))
            yield return file;
    }

    /// <summary>The dashboard of a service.</summary>
    public static Artifact Board(ServicePlan plan) => Board(plan.Blueprint.Service.Name, new Dashboard(plan).Write());

    /// <summary>A dashboard by its name.</summary>
    public static Artifact Board(string name, string content) => new($"{Folder}dashboards/{name}.json", content);

    /// <summary>How Grafana finds all dashboards, and what they show.</summary>
    public static IEnumerable<Artifact> Provisioning(ServicePlan plan)
    {
        yield return new Artifact(
            Folder + "provisioning/dashboards/dashboards.yaml",
            YamlText.Write(
                Heading,
                new YamlMap
                {
                    { "apiVersion", 1 },
                    {
                        "providers",
                        new[]
                        {
                            new YamlMap
                            {
                                { "name", plan.Blueprint.Service.Name },
                                { "type", "file" },
                                {
                                    "options",
                                    new YamlMap { { "path", DashboardsInContainer } }
                                },
                            },
                        }
                    },
                }
            )
        );
        yield return new Artifact(Folder + "provisioning/datasources/datasources.yaml", YamlText.Write(Heading, DataSource(plan)));
    }

    private static YamlMap DataSource(ServicePlan plan)
    {
        var prometheus = plan.Resources.Single(static resource => resource.Name == PrometheusCapability.Id);
        return new YamlMap
        {
            { "apiVersion", 1 },
            {
                "datasources",
                new[]
                {
                    new YamlMap
                    {
                        { "name", prometheus.Title },
                        { "uid", Dashboard.DataSource },
                        { "type", "prometheus" },
                        { "access", "proxy" },
                        { "isDefault", true },
                        { "url", string.Create(CultureInfo.InvariantCulture, $"http://{prometheus.Name}:{prometheus.Container!.Port}") },
                    },
                }
            },
        };
    }
}
