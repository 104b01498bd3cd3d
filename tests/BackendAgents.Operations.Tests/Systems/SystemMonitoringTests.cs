using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>One Prometheus over several services, before promtool; and what names what.</summary>
internal sealed class SystemMonitoringTests
{
    private const string Folder = "monitoring/prometheus/";
    private static readonly string[] s_parts = ["gateway", "accounts", "catalog", "orders"];
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Market("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Promtool_agrees()
    {
        string[] rules = [.. s_parts.Select(static part => $"{Folder}rules/{part}.yml")];
        string[] tests = [.. s_parts.Select(static part => $"{Folder}rules/{part}.test.yml")];
        foreach (
            var arguments in (string[][])
                [
                    ["check", "config", Folder + "prometheus.yml"],
                    ["check", "rules", .. rules],
                    ["test", "rules", .. tests],
                ]
        )
        {
            var judged = await Judges.RunAsync(_delivery.Folder, "promtool", arguments);
            Assert.That(judged.Succeeded, Is.True, judged.Text);
        }
    }

    [Test]
    public void A_Prometheus_in_the_cluster_has_a_job_for_whatever_the_rules_ask_for()
    {
        var jobs = _delivery.Read("monitoring/kubernetes/scrape.yaml");
        foreach (var part in s_parts)
        {
            var name = part == "gateway" ? "market" : "market-" + part;
            var rules = _delivery.Read($"{Folder}rules/{part}.yml").Replace("\\", "", StringComparison.Ordinal);
            Assert.That(rules, Does.Contain($"absent(up{{job=\"{name}\"}})"));
            Assert.That(jobs, Does.Contain($"job_name: {name} ").Or.Contain($"job_name: {name}\n"));
        }

        Assert.That(_delivery.Read("README.md"), Does.Contain("`monitoring/kubernetes/scrape.yaml`"));
    }

    [Test]
    public void Each_is_a_job_of_its_name_where_compose_and_cluster_have_it()
    {
        var configuration = _delivery.Read(Folder + "prometheus.yml");
        foreach (var part in s_parts)
        {
            Assert.That(configuration, Does.Contain($"- \"{part}:9464\""));
            Assert.That(configuration, Does.Contain($"job_name: {(part == "gateway" ? "market" : "market-" + part)}\n"));
            Assert.That(_delivery.Read("compose.yaml"), Does.Match($"(?m)^  {part}:$"));
        }

        Assert.That(_delivery.Read("compose.yaml"), Does.Contain("./monitoring/prometheus:/etc/prometheus:ro"));
        Assert.That(_delivery.Read("deploy/kubernetes/base/config.env"), Does.Contain("ASPNETCORE_HTTP_PORTS=8080;9464"));
        Assert.That(_delivery.Read("src/Market/Scraping.g.cs"), Does.Contain("9464").And.Contain("Microsoft.AspNetCore.Hosting"));
    }

    [Test]
    public async Task What_fails_in_one_calls_for_that_one_alone()
    {
        var folder = Path.Combine(_delivery.Folder, Folder, "rules");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "all.test.yml"),
            """
            rule_files: [gateway.yml, accounts.yml, catalog.yml, orders.yml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - series: >-
                      http_server_request_duration_seconds_count{job="market-orders",http_route="/x",http_response_status_code="500"}
                    values: '0+60x120'
                  - series: >-
                      http_server_request_duration_seconds_count{job="market-catalog",http_route="/x",http_response_status_code="200"}
                    values: '0+60x120'
                  - series: 'http_server_request_duration_seconds_count{job="market",http_route="/x",http_response_status_code="200"}'
                    values: '0+6000x120'
                promql_expr_test:
                  - expr: 'count by (alertname, job) (ALERTS{alertname="ErrorBudgetBurnsFast",alertstate="firing"})'
                    eval_time: 60m
                    exp_samples: [{ labels: '{alertname="ErrorBudgetBurnsFast",job="market-orders"}', value: 1 }]

            """
        );

        var judged = await Judges.RunAsync(folder, "promtool", "test", "rules", "all.test.yml");

        Assert.That(judged.Succeeded, Is.True, judged.Text);
    }

    [Test]
    public void Every_alert_has_its_runbook_and_every_service_its_own()
    {
        foreach (var part in s_parts)
        {
            var pages = Alerts(part).Select(static alert => alert["annotations"]["runbook"].ToString()).ToList();

            Assert.That(pages, Has.Count.GreaterThanOrEqualTo(5).And.Unique);
            Assert.That(pages, Is.All.StartsWith(part == "gateway" ? "docs/" : $"services/{part}/docs/"));
            Assert.That(pages, Is.All.Matches<string>(path => _delivery.Files.Find(path) is not null));
        }

        var certificates = s_parts.Where(part => Alerts(part).Any(static alert => alert["alert"].ToString() == "CertificateEndsSoon"));
        Assert.That(certificates, Is.EqualTo(new[] { "gateway" }), "the only one that the world reaches");
    }

    [Test]
    public void There_is_a_dashboard_of_each_and_one_of_all()
    {
        var boards = _delivery
            .Files.Where(static file => file.Path.StartsWith("monitoring/grafana/dashboards/", StringComparison.Ordinal))
            .Select(static file => JsonNode.Parse(file.Content)!)
            .ToDictionary(static board => (string)board["uid"]!);

        string[] expected = ["market", "market-accounts", "market-all-services", "market-catalog", "market-orders"];
        Assert.That(boards.Keys, Is.EquivalentTo(expected));
        var all = boards["market-all-services"].ToJsonString();
        foreach (var part in s_parts.Skip(1))
            Assert.That(all, Does.Contain("market-" + part));
        Assert.That(all, Does.Contain("outbox_pending").And.Contain("events_lag").And.Not.Contain("vector(0)"));
        Assert.That(boards["market"].ToJsonString(), Does.Not.Contain("service_operations"), "the gateway has no operations");
    }

    private IEnumerable<YamlNode> Alerts(string part)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(_delivery.Read($"{Folder}rules/{part}.yml")));
        return ((YamlSequenceNode)stream.Documents[0].RootNode["groups"])
            .SelectMany(static group => (YamlSequenceNode)group["rules"])
            .Where(static rule => ((YamlMappingNode)rule).Children.ContainsKey("alert"));
    }
}
