using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>What is promised, how it is measured, and what happens when it is not kept.</summary>
internal static class ServiceLevels
{
    private const int MonthMinutes = 30 * 24 * 60;

    public static string Write(ServicePlan plan)
    {
        var targets = plan.Blueprint.Targets;
        var availability = targets.AvailabilityPercent ?? 99.5m;
        var budget = MonthMinutes * (100 - availability) / 100;
        var text = new CodeWriter()
            .Line("# Levels of service")
            .Line()
            .Line("What is promised to callers, and how one knows. What the brief did not name is a usual value, and says so.")
            .Line()
            .Line("| what | target | measured by |")
            .Line("|---|---|---|")
            .Line(
                $"| Availability | {Number(availability)} % of requests in 30 days{Usual(targets.AvailabilityPercent)} | share of "
                    + $"answers below 500 |"
            )
            .Line(
                $"| Latency | 95 of 100 answers within {targets.LatencyP95Milliseconds ?? 500} "
                    + $"ms{Usual(targets.LatencyP95Milliseconds)} | histogram of answers, by route |"
            );
        if (targets.RequestsPerSecond is { } rate)
            text.Line($"| Load | {rate} requests a second | load test |");
        if (targets.ConcurrentUsers is { } users)
            text.Line($"| Callers at once | {users} | load test |");
        text.Line($"| Recovery point | at most {Minutes(targets.RecoveryPointMinutes)} of data are lost | age of the newest backup |")
            .Line($"| Recovery time | back within {Minutes(targets.RecoveryTimeMinutes)} | the drill |")
            .Line()
            .Line("## Error budget")
            .Line()
            .Line(
                $"{Number(100 - availability)} % of a month's requests may fail: as much as {Number(decimal.Round(budget, 1))} "
                    + $"minutes in which "
                    + "nothing works."
            )
            .Line()
            .Line("| spent | what happens |")
            .Line("|---|---|")
            .Line("| 2 % within an hour | somebody is woken |")
            .Line("| 5 % within six hours | somebody is woken |")
            .Line("| 10 % within three days | a ticket, looked at the next day |")
            .Line("| all of it | until the month is over nothing is rolled out but what makes it more reliable |")
            .Line()
            .Line("## What is not counted")
            .Line()
            .Line(
                "Answers from 400 to 499 are the caller's, health checks are nobody's, and work that was announced two days "
                    + "before is not lost."
            );
        return text.ToString();
    }

    private static string Minutes(int? minutes) =>
        minutes is { } known ? $"{known.ToString(CultureInfo.InvariantCulture)} minutes" : "what nobody has named yet (open)";

    private static string Usual<T>(T? value)
        where T : struct => value is null ? " (usual)" : "";

    private static string Number(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
