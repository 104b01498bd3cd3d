using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>Only HTTP and HTTPS are open to the world.</summary>
internal sealed class OnlyBalancersAreOpen()
    : Rule(
        new RuleDescriptor(
            "OPS028",
            "Only HTTP and HTTPS are open to the world.",
            Area.Operations,
            Severity.Error,
            "Let in a security group, or the range of your network.",
            "checkov CKV_AWS_24, CKV_AWS_25, CKV_AZURE_9; CIS AWS Foundations 5.2"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var resource in CloudResource.All(context))
        {
            var isRule =
                resource.Type.Contains("ingress", StringComparison.OrdinalIgnoreCase) || resource.Type is "AWS::EC2::SecurityGroup";
            if (
                isRule
                && resource.Values.Any(static value => value.Text is "0.0.0.0/0" or "::/0")
                && resource["from_port"] is not ("80" or "443")
            )
                yield return Descriptor.Report(resource.Place, "A port other than 80 and 443 is open to the world.");
            if (resource.Type == "azurerm_network_security_group" && IsOpen(resource.Values) is { } open)
                yield return Descriptor.Report(open.Place, "A rule lets the world in.");
        }
    }

    // Rules stand one after the other: what is allowed, and from where.
    private static CloudValue? IsOpen(IReadOnlyList<CloudValue> values)
    {
        var allows = false;
        foreach (var value in values)
        {
            if (value.Name == "access")
                allows = value.Text == "Allow";
            else if (allows && value.Name == "source_address_prefix" && value.Text is "*" or "0.0.0.0/0" or "Internet")
                return allows ? value : null;
        }

        return null;
    }
}
