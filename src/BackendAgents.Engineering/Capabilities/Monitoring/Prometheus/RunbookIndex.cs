using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>All alerts of all services on one page: who is woken looks here first.</summary>
internal static class RunbookIndex
{
    /// <summary>Where it is delivered.</summary>
    public const string Path = Runbooks.Folder + "README.md";

    /// <summary>The page.</summary>
    /// <param name="watched">Those that are watched: their names, plans, and the folders in which they are delivered.</param>
    public static Artifact Write(IReadOnlyList<(string Name, ServicePlan Plan, string Folder)> watched)
    {
        var text = new CodeWriter()
            .Line("# Runbooks")
            .Line()
            .Line("By alert; each alert says by its label `job` whose it is. Those that wake somebody come first.")
            .Line()
            .Line("| alert | what it says | wakes somebody | of |")
            .Line("|---|---|---|---|");
        var alerts = watched
            .SelectMany(static one => new ServiceRules(one.Plan).Alerts.Select(alert => (Alert: alert, one.Name, one.Folder)))
            .GroupBy(static one => one.Alert.Name, StringComparer.Ordinal)
            .OrderByDescending(static same => same.First().Alert.Severity == AlertSeverity.Page)
            .ThenBy(static same => same.Key, StringComparer.Ordinal);
        foreach (var same in alerts)
        {
            var (alert, _, _) = same.First();
            var pages = same.Select(static one => $"[{one.Name}](../../{one.Folder}{Runbooks.PathOf(one.Alert)})");
            text.Line(
                $"| {alert.Name} | {MarkdownText.Escape(alert.Summary)} | {(alert.Severity == AlertSeverity.Page ? "yes" : "no")} "
                    + $"| {string.Join(", ", pages)} |"
            );
        }

        foreach (var (name, _, folder) in watched.Where(static one => one.Plan.Has("backup") && one.Plan.KeepsRows))
            text.Line().Line($"What is lost is brought back: [{name}](../../{folder}{RestorePage.Path}).");
        return new Artifact(Path, text.ToString());
    }
}
