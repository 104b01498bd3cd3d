using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Monitoring.Grafana;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>
/// One Prometheus and one Grafana for all: a job, rules and a dashboard for each service and the gateway, and a dashboard of the whole.
/// </summary>
internal static class SystemMonitoring
{
    /// <summary>Folder of the rules within that of Prometheus.</summary>
    public const string RulesFolder = "rules/";

    private const string Gateway = "gateway";

    /// <summary>Whether metrics are shown and looked at.</summary>
    public static bool Applies(SystemDelivery system) => system.Plan.Has(PrometheusCapability.Id);

    /// <summary>The files of the whole.</summary>
    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        if (!Applies(system))
            yield break;
        yield return PrometheusEmitter.Configuration(
            system.Gateway,
            [
                (system.Gateway, [.. GatewayPlan.Hosts(system.Gateway)], static tool => tool),
                .. system.Services.Select(static service =>
                    (
                        service.Plan,
                        (IReadOnlyList<string>)[service.Share.Service.Name],
                        (Func<string, string>)SystemCompose.Scope(service).Name
                    )
                ),
            ],
            [.. system.Services.Select(static service => service.Share.Service.Name).Prepend(Gateway).Select(RulesOf)]
        );
        foreach (var file in PrometheusEmitter.Rules(system.Gateway, RulesOf(Gateway)))
            yield return file;
        foreach (var (share, plan) in system.Services)
        foreach (var file in PrometheusEmitter.Rules(plan, RulesOf(share.Service.Name), share.Folder))
            yield return file;
        foreach (var page in Runbooks.Of(system.Gateway))
            yield return page;
        yield return RunbookIndex.Write([
            (GatewayPlan.Host, system.Gateway, ""),
            .. system.Services.Select(static service => (service.Share.Service.Name, service.Plan, service.Share.Folder)),
        ]);
        var name = system.Plan.ProjectName;
        var meters = system.Gateway.Metrics.Select(static metric => CSharp.Literal(metric.Meter)).Distinct(StringComparer.Ordinal);
        yield return PrometheusEmitter.Code(
            system.Gateway,
            $"src/{name}/Scraping.g.cs",
            name,
            "Upstreams.System",
            string.Join(", ", meters)
        );
        if (!system.Plan.Has(GrafanaCapability.Id))
            yield break;
        foreach (var file in GrafanaEmitter.Provisioning(system.Gateway))
            yield return file;
        yield return GrafanaEmitter.Board(system.Gateway);
        foreach (var (_, plan) in system.Services)
            yield return GrafanaEmitter.Board(plan);
        yield return GrafanaEmitter.Board(
            SystemDashboard.NameOf(system.Gateway),
            SystemDashboard.Write(system.Gateway, [.. system.Services.Select(static service => service.Plan)])
        );
    }

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        if (Applies(system))
            yield return (
                "Watch it",
                $"""
                The gateway and each service show their metrics on a port of their own, which no proxy leads to.
                `{PrometheusEmitter.Folder}` has one Prometheus for all: a job and a file of rules for each, with tests (`promtool test
                rules {PrometheusEmitter.Folder}{RulesFolder}*.test.yml`). [All runbooks]({RunbookIndex.Path}) by alert.
                """
            );
    }

    private static string RulesOf(string service) => $"{RulesFolder}{service}.yml";
}
