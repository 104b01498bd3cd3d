using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>Rules before promtool, and what names what.</summary>
internal sealed class MonitoringTests
{
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Write("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [TestCase("check", "rules", "monitoring/prometheus/rules.yml")]
    [TestCase("check", "config", "monitoring/prometheus/prometheus.yml")]
    [TestCase("test", "rules", "monitoring/prometheus/rules.test.yml")]
    public async Task Promtool_agrees(params string[] arguments)
    {
        var judged = await Judges.RunAsync(_delivery.Folder, "promtool", arguments);

        Assert.That(judged.Succeeded, Is.True, judged.Text);
    }

    [Test]
    public async Task The_tests_of_the_rules_are_not_blind()
    {
        // Alerts that can never be: the test of each must notice.
        var folder = Directory.CreateDirectory(Path.Combine(_delivery.Folder, "never")).FullName;
        var never = Alerts()
            .Select(static alert => Quoted(alert["expr"].ToString()))
            .Aggregate(_delivery.Read("monitoring/prometheus/rules.yml"), static (rules, expression) =>
                rules.Replace(expression, "\"vector(1) > 2\"")
            );
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.yml"), never);
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.test.yml"), _delivery.Read("monitoring/prometheus/rules.test.yml"));

        var judged = await Judges.RunAsync(folder, "promtool", "test", "rules", "rules.test.yml");

        Assert.That(judged.Succeeded, Is.False);
        foreach (var alert in Alerts())
            Assert.That(judged.Text, Does.Contain($"alertname: {alert["alert"]}"));
    }

    [Test]
    public async Task Two_services_in_one_Prometheus_keep_apart()
    {
        var other = CapabilityCatalog.BuiltIn.Deliver(
            _delivery.Blueprint with
            {
                Service = _delivery.Blueprint.Service with { Name = "shop", Title = "Shop" },
            }
        );
        var folder = Directory.CreateDirectory(Path.Combine(_delivery.Folder, "two")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "one.yml"), _delivery.Read("monitoring/prometheus/rules.yml"));
        await File.WriteAllTextAsync(Path.Combine(folder, "other.yml"), other.Find("monitoring/prometheus/rules.yml")!.Content);
        // One fails with every request, the other answers.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "test.yml"),
            """
            rule_files: [one.yml, other.yml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - series: 'http_server_request_duration_seconds_count{job="shop",http_route="/x",http_response_status_code="500"}'
                    values: '0+60x120'
                  - series: 'http_server_request_duration_seconds_count{job="social-media",http_route="/x",http_response_status_code="200"}'
                    values: '0+6000x120'
                promql_expr_test:
                  - expr: 'count by (alertname, job) (ALERTS{alertname="ErrorBudgetBurnsFast",alertstate="firing"})'
                    eval_time: 60m
                    exp_samples: [{ labels: '{alertname="ErrorBudgetBurnsFast",job="shop"}', value: 1 }]
                  - expr: 'job:http_requests:rate5m'
                    eval_time: 60m
                    exp_samples:
                      - { labels: 'job:http_requests:rate5m{job="shop"}', value: 1 }
                      - { labels: 'job:http_requests:rate5m{job="social-media"}', value: 100 }

            """
        );

        var judged = await Judges.RunAsync(folder, "promtool", "test", "rules", "test.yml");

        Assert.That(judged.Succeeded, Is.True, judged.Text);
    }

    [Test]
    public void Every_alert_has_its_runbook()
    {
        var named = Alerts().Select(static alert => ((YamlMappingNode)alert["annotations"])["runbook"].ToString()).ToList();

        Assert.That(named, Has.Count.GreaterThanOrEqualTo(6).And.Unique);
        Assert.That(named, Is.All.Matches<string>(path => _delivery.Files.Find(path) is not null));
    }

    [TestCase("postgresql", "compose kubernetes", "BackupIsOld NoBackupIsSeen BackupIsLate")]
    [TestCase("postgresql", "compose", "BackupIsOld NoBackupIsSeen")]
    [TestCase("postgresql", "kubernetes", "BackupIsLate")]
    [TestCase("postgresql", "", "BackupIsOld NoBackupIsSeen BaseIsOld")]
    [TestCase("mysql", "compose", "BackupIsOld NoBackupIsSeen BaseIsOld JournalIsOld")]
    [TestCase("mysql", "kubernetes", "BackupIsLate")]
    public void What_was_not_kept_is_asked_of_whoever_can_tell(string database, string places, string alerts)
    {
        var blueprint = _delivery.Blueprint with
        {
            Deployment = _delivery.Blueprint.Deployment with { Database = database },
            Targets = _delivery.Blueprint.Targets with { RecoveryPointMinutes = 8 },
            Capabilities =
            [
                .. $"prometheus backup {places}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Chosen),
                .. database == "mysql" ? new[] { Chosen("mysql") with { Options = MariaDb } } : [],
            ],
        };
        var files = CapabilityCatalog.BuiltIn.Deliver(blueprint);
        var rules = files.Find("monitoring/prometheus/rules.yml")!.Content;

        string[] all = ["BackupIsOld", "NoBackupIsSeen", "BaseIsOld", "JournalIsOld", "BackupIsLate"];
        Assert.That(all.Where(alert => rules.Contains($"alert: {alert}\n")), Is.EquivalentTo(alerts.Split(' ')));
        // Two backups may be needed for what is promised, which the journal keeps to.
        Assert.That(rules.Contains("kind=\\\"backup\\\"}) > 600\""), Is.EqualTo(alerts.Contains("BackupIsOld")));
        Assert.That(rules.Contains("kind=\\\"journal\\\"}) > 480\""), Is.EqualTo(alerts.Contains("JournalIsOld")));
        var page = files.Find("docs/runbooks/restore.md")!.Content;
        Assert.That(page.Contains("kube-state-metrics"), Is.EqualTo(places == "kubernetes"));
        Assert.That(page.Contains("setfacl"), Is.EqualTo(places.Length == 0));
        Assert.That(page.Contains("sees nothing of `base.sh`"), Is.EqualTo(database == "postgresql" && places.Contains("compose")));
    }

    [Test]
    public void Prometheus_looks_where_the_service_shows_its_metrics_and_no_proxy_leads_there()
    {
        var target = $"app:{_delivery.Plan.InnerPorts.Single().Number}";

        Assert.That(_delivery.Read("monitoring/prometheus/prometheus.yml"), Does.Contain(target));
        Assert.That(_delivery.Read("Dockerfile"), Does.Contain("ENV ASPNETCORE_HTTP_PORTS=8080;9464").And.Contain("EXPOSE 8080 9464"));
        Assert.That(_delivery.Read("deploy/kubernetes/base/config.env"), Does.Contain("ASPNETCORE_HTTP_PORTS=8080;9464"));
        Assert.That(_delivery.Read("deploy/kubernetes/base/service.yaml"), Does.Not.Contain("9464"));
        Assert.That(_delivery.Read("compose.yaml"), Does.Contain("./monitoring/prometheus:/etc/prometheus:ro").And.Not.Contain("9464"));
    }

    [Test]
    public void A_dashboard_brings_the_prometheus_that_it_shows()
    {
        var files = CapabilityCatalog.BuiltIn.Deliver(_delivery.Blueprint with { Capabilities = [new() { Id = "grafana" }] });

        Assert.That(files.Find("monitoring/prometheus/rules.yml"), Is.Not.Null);
        var dashboard = JsonNode.Parse(files.Find("monitoring/grafana/dashboards/social-media.json")!.Content)!;
        Assert.That(
            dashboard["panels"]!.AsArray().Select(static panel => (string?)panel!["datasource"]!["uid"]).Distinct().Single(),
            Is.EqualTo("prometheus")
        );
        Assert.That(files.Find("monitoring/grafana/provisioning/datasources/datasources.yaml")!.Content, Does.Contain("uid: prometheus"));
    }

    [TestCase("prometheus")]
    [TestCase("grafana")]
    [TestCase("opentelemetry")]
    public void A_brief_asks_for_it_by_name(string name) =>
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy(name)?.Info.Id, Is.EqualTo(name));

    private static Dictionary<string, string> MariaDb => new() { ["server"] = "mariadb" };

    private static CapabilityChoice Chosen(string id) => new() { Id = id };

    private IEnumerable<YamlMappingNode> Alerts()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(_delivery.Read("monitoring/prometheus/rules.yml")));
        return ((YamlSequenceNode)stream.Documents[0].RootNode["groups"])
            .SelectMany(static group => (YamlSequenceNode)group["rules"])
            .Cast<YamlMappingNode>()
            .Where(static rule => rule.Children.ContainsKey("alert"));
    }

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
