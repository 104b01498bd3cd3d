using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>A database of production can be brought back, and does not go by mistake.</summary>
internal sealed class DatabasesComeBack()
    : Rule(
        new RuleDescriptor(
            "OPS031",
            "A database of production can be brought back, and does not go by mistake.",
            Area.Operations,
            Severity.Error,
            "Keep backups for seven days or more, and protect it from deletion.",
            "checkov CKV_AWS_133, CKV_AWS_293, CKV2_AWS_60"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var resource in CloudResource.All(context).Where(static resource => resource.IsDatabase))
        {
            var days = resource["backup_retention_period"] ?? resource["backup_retention_days"];
            if (!int.TryParse(days, null, out var kept) || kept < 7)
                yield return Descriptor.Report(resource.Place, "Backups are kept for less than a week.");
            if (resource["deletion_protection"] != "true" && resource["prevent_destroy"] != "true")
                yield return Descriptor.Report(resource.Place, "It can be deleted by mistake.");
        }
    }
}
