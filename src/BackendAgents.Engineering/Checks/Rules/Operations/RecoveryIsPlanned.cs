using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>How much may be lost, and for how long, is stated.</summary>
internal sealed class RecoveryIsPlanned()
    : Rule(
        new RuleDescriptor(
            "OPS014",
            "How much may be lost, and for how long, is stated.",
            Area.Operations,
            Severity.Info,
            "State recovery point and recovery time.",
            "NIST SP 800-34 3.2"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Blueprint.Targets is { RecoveryPointMinutes: null } or { RecoveryTimeMinutes: null })
            yield return Report("targets", "No recovery point or no recovery time is stated.");
    }
}
