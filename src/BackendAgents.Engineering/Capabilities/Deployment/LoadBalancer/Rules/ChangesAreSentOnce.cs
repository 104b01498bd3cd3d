using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer.Rules;

/// <summary>A request that is not idempotent is never sent twice.</summary>
internal sealed class ChangesAreSentOnce()
    : Rule(
        new RuleDescriptor(
            "OPS026",
            "A request that is not idempotent is never sent twice.",
            Area.Operations,
            Severity.Error,
            "Repeat reads alone: no non_idempotent in nginx, disable-l7-retry for other methods in HAProxy.",
            "RFC 9110 9.2.2"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var file in BalancerFile.Files(context))
        {
            foreach (var (directive, place) in file)
            {
                var isNginx =
                    directive.StartsWith("proxy_next_upstream ", StringComparison.Ordinal)
                    && directive.Split(' ').Contains("non_idempotent");
                var isHaProxy =
                    directive.StartsWith("retry-on ", StringComparison.Ordinal)
                    && directive != "retry-on conn-failure"
                    && !file.Any(static pair => pair.Directive.StartsWith("http-request disable-l7-retry", StringComparison.Ordinal));
                if (isNginx || isHaProxy)
                    yield return Descriptor.Report(place, "A POST that was already carried out can be carried out again.");
            }
        }
    }
}
