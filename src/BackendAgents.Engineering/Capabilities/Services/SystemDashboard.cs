using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities.Monitoring;
using BackendAgents.Engineering.Capabilities.Monitoring.Grafana;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>All services side by side: who answers, who fails, who is slow, and what waits between them.</summary>
internal static class SystemDashboard
{
    /// <summary>The dashboard.</summary>
    /// <param name="gateway">The plan of the gateway.</param>
    /// <param name="services">The plans of the services.</param>
    public static string Write(ServicePlan gateway, IReadOnlyList<ServicePlan> services)
    {
        ServicePlan[] all = [gateway, .. services];
        var jobs = string.Join('|', all.Select(static plan => plan.Blueprint.Service.Name));
        var requests = $"rate({gateway.Series(ServiceMetrics.Duration)}_count{{job=~\"{jobs}\",http_route!~\"/health/.*\"";
        List<JsonObject> panels =
        [
            Dashboard.Panel(
                "Instances",
                "short",
                "Those that answer Prometheus.",
                null,
                ($"sum by (job) (up{{job=~\"{jobs}\"}})", "{{job}}")
            ),
            Dashboard.Panel("Requests", "reqps", "Requests a second.", null, ($"sum by (job) ({requests}}}[5m]))", "{{job}}")),
            Dashboard.Panel(
                "Errors",
                "percentunit",
                "Share of requests that fail. What the gateway has and no service has is a service that is away.",
                (double)new ServiceRules(gateway).Budget,
                ($"job:http_errors:ratio_rate5m{{job=~\"{jobs}\"}}", "{{job}}")
            ),
            Dashboard.Panel(
                "Latency",
                "s",
                "Nineteen of twenty answers are faster than this.",
                (gateway.Blueprint.Targets.LatencyP95Milliseconds ?? 500) / 1_000.0,
                ($"job:http_latency:p95_5m{{job=~\"{jobs}\"}}", "{{job}}")
            ),
            .. Events(services.FirstOrDefault(static plan => plan.Metrics.Any(static metric => metric.Name == "events.published")), jobs),
            Dashboard.Panel(
                "Memory",
                "bytes",
                "Memory of each instance.",
                null,
                ($"{gateway.Series(ServiceMetrics.Memory)}{{job=~\"{jobs}\"}}", "{{job}} {{instance}}")
            ),
            Dashboard.Panel(
                "CPU",
                "short",
                "Cores in use.",
                null,
                ($"sum by (job) (rate({gateway.Series(ServiceMetrics.Cpu)}{{job=~\"{jobs}\"}}[5m]))", "{{job}}")
            ),
        ];
        return Dashboard.Write(NameOf(gateway), $"{gateway.Blueprint.Service.Title}: all services", panels);
    }

    /// <summary>Its name, which no service has.</summary>
    public static string NameOf(ServicePlan gateway) => gateway.Blueprint.Service.Name + "-all-services";

    private static IEnumerable<JsonObject> Events(ServicePlan? plan, string jobs)
    {
        if (plan is null)
            yield break;
        var lag = $"{plan.Series("events.lag")}_bucket{{job=~\"{jobs}\"}}";
        yield return Dashboard.Panel(
            "Messages that wait",
            "short",
            "What a service has told and the broker has not taken yet, and what was given up.",
            null,
            ($"max by (job) ({plan.Series("outbox.pending")}{{job=~\"{jobs}\"}})", "{{job}}"),
            ($"max by (job) ({plan.Series("outbox.dead")}{{job=~\"{jobs}\"}})", "{{job}} given up")
        );
        yield return Dashboard.Panel(
            "Lag of events",
            "s",
            "From what an event tells of to what was done; 95th percentile.",
            null,
            ($"histogram_quantile(0.95, sum by (le, job) (rate({lag}[5m])))", "{{job}}")
        );
    }
}
