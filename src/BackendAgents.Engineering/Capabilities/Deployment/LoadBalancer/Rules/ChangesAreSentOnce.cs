using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer.Rules;

/// <summary>A request that changes something is never sent twice, though nginx repeats PUT and DELETE by itself.</summary>
internal sealed class ChangesAreSentOnce()
    : Rule(
        new RuleDescriptor(
            "OPS026",
            "A request that changes something is never sent twice.",
            Area.Operations,
            Severity.Error,
            "Repeat reads alone: in nginx proxy_next_upstream off for PUT and DELETE and no non_idempotent, in HAProxy disable-l7-retry.",
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
                    && directive != "proxy_next_upstream off"
                    && (directive.Split(' ').Contains("non_idempotent") || !file.Any(IsOff));
                var isHaProxy =
                    directive.StartsWith("retry-on ", StringComparison.Ordinal)
                    && directive != "retry-on conn-failure"
                    && !file.Any(static pair => pair.Directive.StartsWith("http-request disable-l7-retry", StringComparison.Ordinal));
                if (isNginx || isHaProxy)
                    yield return Descriptor.Report(place, "What was already carried out can be carried out again.");
            }
        }
    }

    private static bool IsOff((string Directive, Place Place) line) => line.Directive == "proxy_next_upstream off";
}
