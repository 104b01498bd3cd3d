using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>No secret stands in a description of a cloud.</summary>
internal sealed class CloudSecretsAreReferred()
    : Rule(
        new RuleDescriptor(
            "OPS030",
            "No secret stands in a description of a cloud.",
            Area.Operations,
            Severity.Error,
            "Let the cloud make it, or refer to a vault.",
            "checkov CKV_SECRET_6, CKV_AWS_41; OWASP ASVS 5.0 13.3.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from resource in CloudResource.All(context)
        from value in resource.Values
        where value is { IsText: true, Text: not ("" or "true" or "false") }
        where
            value.Name.Split('_') is [.., "password" or "secret" or "token" or "connectionstring"]
            || value.Name is "administrator_password_wo" or "secret_string" or "master_user_password"
        where !value.Text.StartsWith("arn:", StringComparison.Ordinal) && !value.Text.Contains("${", StringComparison.Ordinal)
        select Descriptor.Report(value.Place, $"{value.Name} is written out.");
}
