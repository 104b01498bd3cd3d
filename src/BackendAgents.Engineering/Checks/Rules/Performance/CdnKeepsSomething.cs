using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>Where there is a CDN, some answers are for everybody, so that it has something to keep.</summary>
internal sealed class CdnKeepsSomething()
    : Rule(
        new RuleDescriptor(
            "PERF004",
            "Where there is a CDN, some answers are for everybody, so that it has something to keep.",
            Area.Performance,
            Severity.Warning,
            "Let anonymous read what is public, or take 'cdn' from 'deployment'.",
            "RFC 9111, HTTP Caching, sections 3 and 5.2.2.9"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var blueprint = context.Blueprint;
        if (blueprint.Deployment.Cdn is not null && !blueprint.Operations.Any(read => EntityCache.EdgeSecondsOf(blueprint, read) > 0))
            yield return Report("deployment", "Nobody reads anything without being asked who they are: a CDN must not keep any of it.");
    }
}
