using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>A page for each alert: what it means, what to look at, what to do.</summary>
internal static class Runbooks
{
    /// <summary>Folder of the pages.</summary>
    public const string Folder = "docs/runbooks/";

    /// <summary>Path of an alert's page.</summary>
    public static string PathOf(AlertRule alert) => $"{Folder}{Blueprints.Conventions.Kebab(alert.Name)}.md";

    /// <summary>The pages of a service.</summary>
    public static IEnumerable<Artifact> Of(ServicePlan plan) => new ServiceRules(plan).Alerts.Select(Write);

    private static Artifact Write(AlertRule alert)
    {
        var text = new CodeWriter()
            .Line($"# {alert.Name}")
            .Line()
            .Line(alert.Summary)
            .Line()
            .Line(
                alert.Severity == AlertSeverity.Page
                    ? "It wakes somebody: callers notice it now."
                    : "It waits for the morning: nobody has to get up, and nobody may forget it."
            )
            .Line()
            .Line("It fires when this is so for " + alert.For + ":")
            .Line()
            .Line("```promql")
            .Line(alert.Expression)
            .Line("```")
            .Line()
            .Line("## What to do")
            .Line();
        for (var i = 0; i < alert.Steps.Count; i++)
            text.Line($"{i + 1}. {alert.Steps[i]}");
        return new Artifact(PathOf(alert), text.ToString());
    }
}
