using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>A service for many is not on a database of one process.</summary>
internal sealed class DatabaseCarriesTheLoad()
    : Rule(
        new RuleDescriptor(
            "OPS015",
            "A service for many is not on a database of one process.",
            Area.Operations,
            Severity.Warning,
            "Use PostgreSQL in production.",
            "SQLite documentation, appropriate uses"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (
            context.Blueprint.Deployment.Database == "sqlite"
            && context.Blueprint.Targets is { RequestsPerSecond: > 50 } or { ConcurrentUsers: > 200 } or { AvailabilityPercent: > 99.5m }
        )
            yield return Report("deployment", "SQLite serves one process on one machine.");
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Deployment = blueprint.Deployment with { Database = "postgresql" },
        };
}
