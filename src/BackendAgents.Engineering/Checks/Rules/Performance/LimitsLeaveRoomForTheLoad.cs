using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>
/// What callers may call together is no less than the load that is stated. Limits of a day or a month say nothing of a peak, which is
/// shorter.
/// </summary>
internal sealed class LimitsLeaveRoomForTheLoad()
    : Rule(
        new RuleDescriptor(
            "PERF006",
            "What accounts may call together is no less than the load that is stated.",
            Area.Performance,
            Severity.Warning,
            "Raise the limit, or state fewer requests a second or more users.",
            "Google SRE workbook, managing load"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Blueprint.Targets is not { RequestsPerSecond: { } load, ConcurrentUsers: { } users })
            yield break;
        foreach (var limit in context.Blueprint.Limits)
        {
            if (Seconds(limit) is not { } seconds || (decimal)users * limit.Calls / seconds >= load)
                continue;
            var period = limit.Per == LimitPeriod.Minute ? "a minute" : "an hour";
            var least = Math.Ceiling((decimal)load * seconds / users);
            yield return Report(
                "targets",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{users} users with {limit.Calls} calls {period} each never make {load} requests a second; {least} calls {period} do."
                )
            );
        }
    }

    private static int? Seconds(CallLimit limit) =>
        limit.By != LimitHolder.Account
            ? null
            : limit.Per switch
            {
                LimitPeriod.Minute => 60,
                LimitPeriod.Hour => 3_600,
                _ => null,
            };
}
