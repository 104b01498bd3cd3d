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
        yield return Configuration(plan, [(plan, plan.Hosts, static tool => tool)], RulesFile);
        foreach (var file in Rules(plan, RulesFile))
            yield return file;
        yield return Code(
            plan,
            $"src/{plan.ProjectName}/Infrastructure/Scraping.g.cs",
            plan.ProjectName + ".Infrastructure",
            "ServiceInfo.Name",
            "OperationMetrics.Meters"
        );
        if (Exporters.CertificateOf(plan) is not null)
            yield return new Artifact(Exporters.ProbePath, YamlText.Write(Heading, Exporters.Probe()));
        foreach (var page in Runbooks.Of(plan))
            yield return page;
    }

    /// <summary>Where Prometheus looks: each service is a job of its name.</summary>
    /// <param name="plan">Whose options hold.</param>
    /// <param name="services">The services with their hosts, and how what watches a part of them is called.</param>
    /// <param name="rules">Files of rules, seen from the configuration.</param>
    public static Artifact Configuration(
        ServicePlan plan,
        IEnumerable<(ServicePlan Plan, IReadOnlyList<string> Hosts, Func<string, string> ToolName)> services,
        params string[] rules
    )
    {
        var seconds = Math.Clamp(plan.Options<PrometheusOptions>(PrometheusCapability.Id).ScrapeSeconds, 5, 60);
        var interval = seconds.ToString(CultureInfo.InvariantCulture) + "s";
        return new Artifact(
            Folder + "prometheus.yml",
            YamlText.Write(
                Heading,
                new YamlMap
                {
                    {
                        "global",
                        new YamlMap { { "scrape_interval", interval }, { "evaluation_interval", interval } }
                    },
                    { "rule_files", rules },
                    {
                        "scrape_configs",
                        services
                            .SelectMany(static service =>
                                Exporters.Scrapes(service.Plan, service.ToolName).Prepend(Job(service.Plan, service.Hosts))
                            )
                            .ToArray()
                    },
                }
            )
        );
    }

    /// <summary>What is computed of a service and when it calls people, and the tests of that.</summary>
    /// <param name="plan">The service.</param>
    /// <param name="file">Path of the rules within the folder, with the ending yml.</param>
    /// <param name="folder">Folder of the service, seen from the delivery.</param>
    public static IEnumerable<Artifact> Rules(ServicePlan plan, string file, string folder = "")
    {
        var rules = new ServiceRules(plan);
        yield return new Artifact(Folder + file, YamlText.Write(Heading, Rules(plan, rules, folder)));
        yield return new Artifact(
            Folder + Path.ChangeExtension(file, ".test.yml"),
            YamlText.Write(Heading, Tests(plan, rules, Path.GetFileName(file), folder))
        );
    }

    private static YamlMap Job(ServicePlan plan, IEnumerable<string> hosts)
    {
        var port = PrometheusCapability.PortOf(plan)!;
        return new YamlMap
        {
            { "job_name", plan.Blueprint.Service.Name },
            { "metrics_path", port.Path },
            {
                "static_configs",
                new[]
                {
                    new YamlMap
                    {
                        { "targets", hosts.Select(host => string.Create(CultureInfo.InvariantCulture, $"{host}:{port.Number}")).ToArray() },
                    },
                }
            },
        };
    }

    // Every value and alert says whose it is: one Prometheus looks at many services.
    private static YamlMap Rules(ServicePlan plan, ServiceRules rules, string folder) =>
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
                        { "rules", rules.Alerts.Select(alert => Alert(plan, alert, folder)).ToArray() },
                    },
                }
            },
        };

    private static YamlMap Alert(ServicePlan plan, AlertRule alert, string folder) =>
        new()
        {
            { "alert", alert.Name },
            { "expr", alert.Expression },
            { "for", alert.For },
            { "labels", Labels(plan, alert) },
            { "annotations", Annotations(alert, folder) },
        };

    private static YamlMap Annotations(AlertRule alert, string folder) =>
        new() { { "summary", alert.Summary }, { "runbook", folder + Runbooks.PathOf(alert) } };

    private static YamlMap Labels(ServicePlan plan, AlertRule alert) =>
        new() { { "severity", Severity(alert) }, { "job", plan.Blueprint.Service.Name } };

    private static string Severity(AlertRule alert) => alert.Severity == AlertSeverity.Page ? "page" : "ticket";

    private static YamlMap Tests(ServicePlan plan, ServiceRules rules, string file, string folder) =>
        new()
        {
            { "rule_files", YamlMap.List(file) },
            { "evaluation_interval", "1m" },
            {
                "tests",
                rules
                    .Alerts.SelectMany(alert =>
                        new[] { Test(plan, alert, alert.Fires, fires: true, folder), Test(plan, alert, alert.Silent, fires: false, folder) }
                    )
                    .ToArray()
            },
        };

    private static YamlMap Test(ServicePlan plan, AlertRule alert, IReadOnlyList<SampleSeries> series, bool fires, string folder)
    {
        var labels = Labels(plan, alert);
        // The labels of a series stay on an alert that looks at it directly.
        if (alert.Expression.StartsWith(series[0].Series.Split('{')[0], StringComparison.Ordinal))
            foreach (var label in series[0].Series.Split('{')[1].TrimEnd('}').Split(','))
                if (!label.StartsWith("job=", StringComparison.Ordinal))
                    labels.Add(label.Split('=')[0], label.Split('=')[1].Trim('"'));
        foreach (var label in alert.Labels.Split(',', StringSplitOptions.RemoveEmptyEntries))
            labels.Add(label.Split('=')[0], label.Split('=')[1].Trim('"'));
        var expected = new YamlMap { { "exp_labels", labels }, { "exp_annotations", Annotations(alert, folder) } };
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

    /// <summary>The code that shows the metrics of a service.</summary>
    /// <param name="plan">The service.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="space">Its namespace.</param>
    /// <param name="name">Expression of the service's name.</param>
    /// <param name="meters">Expression of the meters that are read.</param>
    public static Artifact Code(ServicePlan plan, string path, string space, string name, string meters)
    {
        var port = PrometheusCapability.PortOf(plan)!;
        return new Artifact(
            path,
            $$"""
            // <auto-generated>Generated from backend.yaml: metrics for Prometheus.</auto-generated>
            #nullable enable
            using OpenTelemetry.Metrics;
            using OpenTelemetry.Resources;

            namespace {{space}};

            /// <summary>Shows the metrics, on a port of their own: what is public does not lead there.</summary>
            internal static class Scraping
            {
                private const string Path = "{{port.Path}}";
                private const int DefaultPort = {{port.Number}};

                /// <summary>Reads all meters.</summary>
                public static void AddScraping(this IServiceCollection services) =>
                    services
                        .AddOpenTelemetry()
                        .ConfigureResource(resource => resource.AddService({{name}}))
                        .WithMetrics(metrics => metrics.AddMeter({{meters}}).AddPrometheusExporter());

                /// <summary>Answers Prometheus; in development on every port.</summary>
                public static void UseScraping(this WebApplication app)
                {
                    var port = app.Configuration.GetValue("{{PrometheusCapability.PortSetting}}", DefaultPort);
                    app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
                        context.Request.Path == Path && (app.Environment.IsDevelopment() || context.Connection.LocalPort == port));
                }
            }

            """
        );
    }
}
