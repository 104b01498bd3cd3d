using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities.Databases.Replicas;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Grafana;

/// <summary>The dashboard: rate, errors and duration; what runs out; and what people do with the service, by operation.</summary>
internal sealed class Dashboard(ServicePlan plan)
{
    /// <summary>Id of the data source.</summary>
    public const string DataSource = "prometheus";

    private const int Width = 12;
    private const int Height = 8;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    private readonly string _job = plan.Blueprint.Service.Name;

    public string Write()
    {
        var rules = new ServiceRules(plan);
        var targets = plan.Blueprint.Targets;
        var requests = Rate(ServiceMetrics.Duration, "_count");
        List<JsonObject> panels =
        [
            Panel("Requests", "reqps", "Requests a second.", targets.RequestsPerSecond, (rules.RequestRate, "all")),
            Panel(
                "Errors",
                "percentunit",
                "Share of requests that fail, and how much of that the target allows.",
                (double)rules.Budget,
                (rules.ErrorRatio("5m"), "5 minutes"),
                (rules.ErrorRatio("1h"), "1 hour")
            ),
            Panel(
                "Latency",
                "s",
                "Nineteen of twenty answers are faster than this.",
                (targets.LatencyP95Milliseconds ?? 500) / 1_000.0,
                (rules.LatencyP95, "95th percentile")
            ),
            Panel(
                "Errors by route",
                "reqps",
                "What fails or is refused.",
                null,
                ($"sum by (http_route, http_response_status_code) ({requests}) > 0", "{{http_route}} {{http_response_status_code}}")
            ),
            Panel(
                "Latency by route",
                "s",
                "95th percentile by route.",
                null,
                ($"histogram_quantile(0.95, sum by (le, http_route) ({Rate(ServiceMetrics.Duration, "_bucket")}))", "{{http_route}}")
            ),
            Panel("Requests in work", "short", "At this moment.", null, ($"sum({Series(ServiceMetrics.Active)})", "all")),
            .. Operations(),
            Panel("CPU", "short", "Cores in use.", null, ($"sum by (instance) ({Rate(ServiceMetrics.Cpu, "")})", "{{instance}}")),
            Panel("Memory", "bytes", "Memory of each instance.", null, (Series(ServiceMetrics.Memory), "{{instance}}")),
            Panel("Work that waits", "short", "What waits for a thread.", null, (Series(ServiceMetrics.ThreadQueue), "{{instance}}")),
            Panel(
                "Exceptions",
                "ops",
                "By kind, caught ones among them.",
                null,
                ($"sum by (error_type) ({Rate(ServiceMetrics.Exceptions, "")})", "{{error_type}}")
            ),
            .. Others(),
        ];
        return Write(_job, plan.Blueprint.Service.Title, panels);
    }

    /// <summary>A dashboard of some panels.</summary>
    /// <param name="name">Its unique name, of any length.</param>
    /// <param name="title">Its title.</param>
    /// <param name="panels">The panels, two in a row.</param>
    public static string Write(string name, string title, IReadOnlyList<JsonObject> panels)
    {
        for (var i = 0; i < panels.Count; i++)
        {
            panels[i]["id"] = i + 1;
            panels[i]["gridPos"] = new JsonObject
            {
                ["h"] = Height,
                ["w"] = Width,
                ["x"] = i % 2 * Width,
                ["y"] = i / 2 * Height,
            };
        }

        var dashboard = new JsonObject
        {
            ["uid"] = Uid(name),
            ["title"] = title,
            ["tags"] = new JsonArray("generated"),
            ["schemaVersion"] = 39,
            ["editable"] = false,
            ["refresh"] = "30s",
            ["time"] = new JsonObject { ["from"] = "now-6h", ["to"] = "now" },
            ["panels"] = new JsonArray([.. panels]),
        };
        return dashboard.ToJsonString(s_indented).ReplaceLineEndings("\n") + "\n";
    }

    // Grafana takes 40 letters; names that begin alike stay apart.
    private static string Uid(string name) =>
        name.Length <= 40 ? name : $"{name[..31]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";

    private IEnumerable<JsonObject> Operations()
    {
        if (!Has(ServiceMetrics.Operations))
            yield break;
        yield return Panel(
            "What people do",
            "ops",
            "Operations that were done, each a second.",
            null,
            ($"sum by (operation) (rate({Outcome("done")}[5m]))", "{{operation}}")
        );
        yield return Panel(
            "What is refused",
            "ops",
            "Operations that callers were refused, each a second, and why.",
            null,
            ($"sum by (operation, problem) (rate({Outcome("refused")}[5m]))", "{{operation}} {{problem}}")
        );
    }

    // What goes to others and comes from them, where the plan measures it.
    private IEnumerable<JsonObject> Others()
    {
        if (Has("outbox.pending"))
            yield return Panel(
                "Messages",
                "short",
                "What waits to be delivered, and what was given up.",
                null,
                ($"max({Series("outbox.pending")})", "waiting"),
                ($"max({Series("outbox.dead")})", "given up")
            );
        if (Has("events.published"))
        {
            yield return Panel(
                "Events",
                "ops",
                "Told to others, and done for others, each a second.",
                null,
                (Quiet($"sum by (type) ({Rate("events.published", "")})"), "told {{type}}"),
                (Quiet($"sum by (subscription) ({Rate("events.consumed", "")})"), "done {{subscription}}")
            );
            yield return Panel(
                "Events that failed",
                "ops",
                "Tries of subscriptions, each a second.",
                null,
                (Quiet($"sum by (subscription) ({Rate("events.failed", "")})"), "{{subscription}}")
            );
            yield return Panel(
                "Lag of events",
                "s",
                "From what an event tells of to what was done; 95th percentile.",
                null,
                (Quiet($"histogram_quantile(0.95, sum by (le, subscription) ({Rate("events.lag", "_bucket")}))"), "{{subscription}}")
            );
        }

        if (Has("providers.asked"))
        {
            yield return Panel(
                "Providers",
                "ops",
                "Questions to others by what came of them, each a second.",
                null,
                (Quiet($"sum by (provider, outcome) ({Rate("providers.asked", "")})"), "{{provider}} {{outcome}}")
            );
            yield return Panel(
                "Latency of providers",
                "s",
                "95th percentile.",
                null,
                (Quiet($"histogram_quantile(0.95, sum by (le, provider) ({Rate("providers.duration", "_bucket")}))"), "{{provider}}")
            );
        }

        if (Has("cache.reads"))
            yield return Panel(
                "Copies",
                "ops",
                "Reads by whether a copy answered, each a second; and whether copies can't be used.",
                null,
                (Quiet($"sum by (result) ({Rate("cache.reads", "")})"), "{{result}}"),
                ($"max({Series("cache.away")})", "away")
            );
        if (Has(ReplicaCode.Lag))
            yield return Panel(
                "Lag of replicas",
                "s",
                "How far behind they are; beyond the line the database answers.",
                plan.Options<ReplicaOptions>(ReplicaCode.Capability).MaxLagSeconds,
                (Quiet(Series(ReplicaCode.Lag)), "{{instance}}")
            );
    }

    // Nothing of it is zero, not missing.
    private static string Quiet(string query) => query + " or vector(0)";

    private bool Has(string metric) => plan.Metrics.Any(known => known.Name == metric);

    private string Outcome(string outcome) => $"{plan.Series(ServiceMetrics.Operations)}{{job=\"{_job}\",outcome=\"{outcome}\"}}";

    private string Series(string metric) => $"{plan.Series(metric)}{{job=\"{_job}\"}}";

    private string Rate(string metric, string suffix) => $"rate({plan.Series(metric)}{suffix}{{job=\"{_job}\"}}[5m])";

    /// <summary>A panel of some queries.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="unit">Unit of the values, as Grafana calls it.</param>
    /// <param name="meaning">What it shows.</param>
    /// <param name="limit">Where a line is drawn; null for none.</param>
    /// <param name="queries">The queries, with the names of their series.</param>
    public static JsonObject Panel(
        string title,
        string unit,
        string meaning,
        double? limit,
        params ReadOnlySpan<(string Query, string Legend)> queries
    )
    {
        var targets = new JsonArray();
        foreach (var (query, legend) in queries)
            targets.Add(
                new JsonObject
                {
                    ["refId"] = ((char)('A' + targets.Count)).ToString(),
                    ["expr"] = query,
                    ["legendFormat"] = legend,
                }
            );
        var steps = new JsonArray(new JsonObject { ["color"] = "green", ["value"] = null });
        if (limit is not null)
            steps.Add(new JsonObject { ["color"] = "red", ["value"] = limit });
        return new JsonObject
        {
            ["type"] = "timeseries",
            ["title"] = title,
            ["description"] = meaning,
            ["datasource"] = new JsonObject { ["type"] = "prometheus", ["uid"] = DataSource },
            ["fieldConfig"] = new JsonObject
            {
                ["defaults"] = new JsonObject
                {
                    ["unit"] = unit,
                    ["min"] = 0,
                    ["custom"] = new JsonObject { ["thresholdsStyle"] = new JsonObject { ["mode"] = limit is null ? "off" : "line" } },
                    ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = steps },
                },
                ["overrides"] = new JsonArray(),
            },
            ["targets"] = targets,
        };
    }
}
