using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>Writes what Prometheus reads: where to look, what to compute, when to call, and tests of that.</summary>
internal sealed class PrometheusEmitter : IEmitter
{
    /// <summary>Folder that Prometheus reads.</summary>
    public const string Folder = "monitoring/prometheus/";

    /// <summary>Path of the rules' tests.</summary>
    public const string TestPath = Folder + "rules.test.yml";

    private const string RulesFile = "rules.yml";
    private const string Heading = "Generated from backend.yaml; change its targets instead.";

    public string Id => "prometheus";

    public string Description => "Scrape configuration, recording and alert rules with tests, runbooks";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var plan = delivery.Plan;
        var rules = new ServiceRules(plan);
        var port = plan.InnerPorts.Single(static port => port.Name == PrometheusCapability.PortName);
        yield return new Artifact(Folder + "prometheus.yml", YamlText.Write(Heading, Configuration(plan, port)));
        yield return new Artifact(Folder + RulesFile, YamlText.Write(Heading, Rules(plan, rules)));
        yield return new Artifact(TestPath, YamlText.Write(Heading, Tests(plan, rules)));
        yield return new Artifact($"src/{plan.ProjectName}/Infrastructure/Scraping.g.cs", Code(plan, port));
        if (Exporters.CertificateOf(plan) is not null)
            yield return new Artifact(Exporters.ProbePath, YamlText.Write(Heading, Exporters.Probe()));
        foreach (var alert in rules.Alerts)
            yield return Runbooks.Write(alert);
    }

    private static YamlMap Configuration(ServicePlan plan, ServicePort port)
    {
        var seconds = Math.Clamp(plan.Options<PrometheusOptions>(PrometheusCapability.Id).ScrapeSeconds, 5, 60);
        var interval = seconds.ToString(CultureInfo.InvariantCulture) + "s";
        return new YamlMap
        {
            {
                "global",
                new YamlMap { { "scrape_interval", interval }, { "evaluation_interval", interval } }
            },
            { "rule_files", YamlMap.List(RulesFile) },
            {
                "scrape_configs",
                (YamlMap[])
                    [
                        new YamlMap
                        {
                            { "job_name", plan.Blueprint.Service.Name },
                            { "metrics_path", port.Path },
                            {
                                "static_configs",
                                new[]
                                {
                                    new YamlMap
                                    {
                                        {
                                            "targets",
                                            plan
                                                .Hosts.Select(host => string.Create(CultureInfo.InvariantCulture, $"{host}:{port.Number}"))
                                                .ToArray()
                                        },
                                    },
                                }
                            },
                        },
                        .. Exporters.Scrapes(plan),
                    ]
            },
        };
    }

    // Every value and alert says whose it is: one Prometheus looks at many services.
    private static YamlMap Rules(ServicePlan plan, ServiceRules rules) =>
        new()
        {
            {
                "groups",
                new[]
                {
                    new YamlMap
                    {
                        { "name", plan.Blueprint.Service.Name + "-values" },
                        {
                            "rules",
                            rules
                                .Recordings.Select(rule => new YamlMap
                                {
                                    { "record", rule.Name },
                                    { "expr", rule.Expression },
                                    {
                                        "labels",
                                        new YamlMap { { "job", plan.Blueprint.Service.Name } }
                                    },
                                })
                                .ToArray()
                        },
                    },
                    new YamlMap
                    {
                        { "name", plan.Blueprint.Service.Name + "-alerts" },
                        { "rules", rules.Alerts.Select(alert => Alert(plan, alert)).ToArray() },
                    },
                }
            },
        };

    private static YamlMap Alert(ServicePlan plan, AlertRule alert) =>
        new()
        {
            { "alert", alert.Name },
            { "expr", alert.Expression },
            { "for", alert.For },
            { "labels", Labels(plan, alert) },
            { "annotations", Annotations(alert) },
        };

    private static YamlMap Annotations(AlertRule alert) => new() { { "summary", alert.Summary }, { "runbook", Runbooks.PathOf(alert) } };

    private static YamlMap Labels(ServicePlan plan, AlertRule alert) =>
        new() { { "severity", Severity(alert) }, { "job", plan.Blueprint.Service.Name } };

    private static string Severity(AlertRule alert) => alert.Severity == AlertSeverity.Page ? "page" : "ticket";

    private static YamlMap Tests(ServicePlan plan, ServiceRules rules) =>
        new()
        {
            { "rule_files", YamlMap.List(RulesFile) },
            { "evaluation_interval", "1m" },
            {
                "tests",
                rules
                    .Alerts.SelectMany(alert =>
                        new[] { Test(plan, alert, alert.Fires, fires: true), Test(plan, alert, alert.Silent, fires: false) }
                    )
                    .ToArray()
            },
        };

    private static YamlMap Test(ServicePlan plan, AlertRule alert, IReadOnlyList<SampleSeries> series, bool fires)
    {
        var labels = Labels(plan, alert);
        // The labels of a series stay on an alert that looks at it directly.
        if (alert.Expression.StartsWith(series[0].Series.Split('{')[0], StringComparison.Ordinal))
            foreach (var label in series[0].Series.Split('{')[1].TrimEnd('}').Split(','))
                if (!label.StartsWith("job=", StringComparison.Ordinal))
                    labels.Add(label.Split('=')[0], label.Split('=')[1].Trim('"'));
        foreach (var label in alert.Labels.Split(',', StringSplitOptions.RemoveEmptyEntries))
            labels.Add(label.Split('=')[0], label.Split('=')[1].Trim('"'));
        var expected = new YamlMap { { "exp_labels", labels }, { "exp_annotations", Annotations(alert) } };
        return new YamlMap
        {
            { "name", alert.Name + (fires ? " fires" : " is silent") },
            { "interval", "1m" },
            { "input_series", series.Select(static one => new YamlMap { { "series", one.Series }, { "values", one.Values } }).ToArray() },
            {
                "alert_rule_test",
                new[]
                {
                    new YamlMap
                    {
                        { "eval_time", alert.After.ToString(CultureInfo.InvariantCulture) + "m" },
                        { "alertname", alert.Name },
                        { "exp_alerts", fires ? new[] { expected } : Array.Empty<YamlMap>() },
                    },
                }
            },
        };
    }

    private static string Code(ServicePlan plan, ServicePort port) =>
        $$"""
            // <auto-generated>Generated from backend.yaml: metrics for Prometheus.</auto-generated>
            #nullable enable
            using OpenTelemetry.Metrics;
            using OpenTelemetry.Resources;

            namespace {{plan.ProjectName}}.Infrastructure;

            /// <summary>Shows the metrics, on a port of their own: what is public does not lead there.</summary>
            internal static class Scraping
            {
                private const string Path = "{{port.Path}}";
                private const int DefaultPort = {{port.Number}};

                /// <summary>Reads all meters.</summary>
                public static void AddScraping(this IServiceCollection services) =>
                    services
                        .AddOpenTelemetry()
                        .ConfigureResource(resource => resource.AddService(ServiceInfo.Name))
                        .WithMetrics(metrics => metrics.AddMeter(OperationMetrics.Meters).AddPrometheusExporter());

                /// <summary>Answers Prometheus; in development on every port.</summary>
                public static void UseScraping(this WebApplication app)
                {
                    var port = app.Configuration.GetValue("{{PrometheusCapability.PortSetting}}", DefaultPort);
                    app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
                        context.Request.Path == Path && (app.Environment.IsDevelopment() || context.Connection.LocalPort == port));
                }
            }

            """;
}
