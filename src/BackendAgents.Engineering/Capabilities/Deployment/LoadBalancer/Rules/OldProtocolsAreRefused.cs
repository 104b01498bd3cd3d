using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer.Rules;

/// <summary>Callers speak TLS 1.2 or newer.</summary>
internal sealed class OldProtocolsAreRefused()
    : Rule(
        new RuleDescriptor(
            "OPS024",
            "Callers speak TLS 1.2 or newer.",
            Area.Operations,
            Severity.Error,
            "Allow TLSv1.2 and TLSv1.3 alone.",
            "Mozilla Server Side TLS, intermediate; RFC 8996"
        )
    )
{
    private static readonly string[] s_old = ["SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"];

    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in BalancerFile.Directives(context)
        let words = pair.Directive.Split(' ')
        where
            words[0] == "ssl_protocols" && words.Intersect(s_old).Any()
            || words.Zip(words.Skip(1)).Any(static next => next.First == "ssl-min-ver" && s_old.Contains(next.Second))
        select Descriptor.Report(pair.Place, "A protocol is allowed that has been broken for years.");
}
