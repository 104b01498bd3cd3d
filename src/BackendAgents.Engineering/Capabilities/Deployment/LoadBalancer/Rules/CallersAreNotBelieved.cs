using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer.Rules;

/// <summary>What a caller says of its own address is replaced.</summary>
internal sealed class CallersAreNotBelieved()
    : Rule(
        new RuleDescriptor(
            "OPS025",
            "What a caller says of its own address is replaced.",
            Area.Operations,
            Severity.Error,
            "Set X-Forwarded-For to the address of the connection; believe others from a trusted network alone.",
            "RFC 7239 8.1; CWE-348"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var file in BalancerFile.Files(context))
        {
            foreach (var (directive, place) in file)
            {
                if (
                    directive.Contains("$proxy_add_x_forwarded_for", StringComparison.Ordinal)
                    || directive.Contains("$http_x_forwarded_for", StringComparison.Ordinal)
                    || directive.StartsWith("option forwardfor", StringComparison.Ordinal)
                    || directive == "set_real_ip_from 0.0.0.0/0"
                )
                    yield return Descriptor.Report(place, "The address that a caller writes itself reaches the service.");
            }

            if (file.Count > 0 && !file.Any(static pair => pair.Directive.Contains("X-Forwarded-For", StringComparison.Ordinal)))
                yield return Descriptor.Report(file[0].Place, "A caller's own X-Forwarded-For is passed on as it is.");
        }
    }
}
