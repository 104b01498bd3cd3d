using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>Nothing that keeps data is public.</summary>
internal sealed class NothingKeptIsPublic()
    : Rule(
        new RuleDescriptor(
            "OPS029",
            "Nothing that keeps data is public.",
            Area.Operations,
            Severity.Error,
            "Make it private; let the service reach it from within the network.",
            "checkov CKV_AWS_17, CKV_AWS_20, CKV_AWS_53, CKV_AWS_69, CKV_AWS_291, CKV_AZURE_53"
        )
    )
{
    private static readonly string[] s_mustBeTrue =
    [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ];

    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from resource in CloudResource.All(context)
        from value in resource.Values
        where
            value is { Name: "publicly_accessible" or "public_network_access_enabled" or "anonymous_pull_enabled", Text: "true" }
            || value is { Name: "public_network_access", Text: "Enabled" } or { Name: "type", Text: "SERVICE_PROVIDED_EIPS" }
            || (value.Name is "acl" or "access_control" && value.Text.StartsWith("public", StringComparison.OrdinalIgnoreCase))
            || (s_mustBeTrue.Contains(value.Name) && value.Text == "false")
        select Descriptor.Report(value.Place, $"{resource.Type} can be read by everybody.");
}
