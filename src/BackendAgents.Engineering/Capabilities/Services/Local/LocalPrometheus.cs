using System.Globalization;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>The Prometheus of the start script, which looks at every instance of every service.</summary>
internal static class LocalPrometheus
{
    /// <summary>It, where the plan has one; null otherwise.</summary>
    public static LocalPart? Of(SystemDelivery system)
    {
        var (_, plan) = system.Services[0];
        if (plan.Resources.FirstOrDefault(static resource => resource.Name == PrometheusCapability.Id)?.Container is not { } container)
            return null;
        var port = PrometheusCapability.PortOf(plan)!;
        return new LocalPart(PrometheusCapability.Id, "Prometheus", container.Port, null, "", Functions(port.Path))
        {
            Needs = "prometheus",
        };
    }

    /// <summary>Bash that gives the first port of metrics; 0 without any.</summary>
    public static string FirstPort(SystemDelivery system) =>
        (PrometheusCapability.PortOf(system.Services[0].Plan)?.Number ?? 0).ToString(CultureInfo.InvariantCulture);

    private static string Functions(string path) =>
        $$"""
            prometheus_start() {
              local service number name count
              mkdir -p "$state/prometheus"
              {
                printf 'global: { scrape_interval: 5s, evaluation_interval: 5s }\nrule_files:\n'
                for service in gateway "${services[@]}"; do
                  printf '  - "%s"\n' "${state%/.run}/{{PrometheusEmitter.Folder}}{{SystemMonitoring.RulesFolder}}$service.yml"
                done
                printf 'scrape_configs:\n'
                for service in gateway "${services[@]}"; do
                  name=$whole-$service count=$instances
                  [ "$service" != gateway ] || { name=$whole count=$gateways; }
                  printf '  - job_name: %s\n    metrics_path: {{path}}\n    static_configs:\n      - targets:\n' "$name"
                  for number in $(seq "$count"); do
                    printf '          - "127.0.0.1:%s"\n' "$(metrics_port_of "$service" "$number")"
                  done
                done
              } >"$state/prometheus/prometheus.yml"
              begin prometheus - prometheus --config.file="$state/prometheus/prometheus.yml" --storage.tsdb.path="$state/prometheus/data" \
                --web.listen-address="127.0.0.1:$(port_of prometheus)"
              until_listening prometheus "$(port_of prometheus)"
            }
            """;
}
