using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// What Prometheus calls a metric of OpenTelemetry: underscores, the unit as a word, and <c>_total</c> for what only grows.
/// </summary>
internal static class PrometheusNames
{
    /// <summary>Name of its series; of a histogram without <c>_bucket</c>, <c>_count</c> and <c>_sum</c>.</summary>
    public static string Of(Metric metric)
    {
        var unit = metric.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return metric.Name.Replace('.', '_') + unit + (metric.Kind == MetricKind.Counter ? "_total" : "");
    }

    /// <summary>The series of a metric of the plan.</summary>
    /// <exception cref="InvalidOperationException">The plan has no such metric.</exception>
    public static string Series(this ServicePlan plan, string metric) => Of(plan.Metrics.Single(known => known.Name == metric));
}
