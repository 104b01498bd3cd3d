using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>A replica is read where it can be told how far behind it is.</summary>
internal sealed class ReplicaCanBeRead()
    : Rule(
        new RuleDescriptor(
            "PERF005",
            "A replica is read where it can be told how far behind it is.",
            Area.Performance,
            Severity.Warning,
            $"Choose postgresql or mysql, or take '{ReplicaCode.Capability}' from 'capabilities'.",
            "PostgreSQL documentation, 27.2 log-shipping standby servers; MariaDB documentation, global transaction id"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var blueprint = context.Blueprint;
        if (blueprint.Capability(ReplicaCode.Capability) is not null && blueprint.Deployment.Database is not ("postgresql" or "mysql"))
            yield return Report("deployment", $"No replica of {blueprint.Deployment.Database} is read: the database answers everything.");
    }
}
