using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>The load that the service is designed for is stated.</summary>
internal sealed class TargetsAreStated()
    : Rule(
        new RuleDescriptor(
            "PERF003",
            "The load that the service is designed for is stated.",
            Area.Performance,
            Severity.Info,
            "State requests a second and the 95th percentile of latency.",
            "Google SRE workbook, implementing SLOs"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Blueprint.Targets is { RequestsPerSecond: null, ConcurrentUsers: null, LatencyP95Milliseconds: null })
            yield return Report("targets", "No load and no latency is stated.");
    }
}
