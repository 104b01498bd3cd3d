using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>What callers of the released service rely on still holds.</summary>
internal sealed class CallersAreKept()
    : Rule(
        new RuleDescriptor(
            "API018",
            "A new delivery keeps what callers of the released one rely on.",
            Area.Api,
            Severity.Warning,
            "Take the change back, add beside it instead, or tell callers and raise the major version of the service.",
            "Semantic Versioning 2.0.0, 8; oasdiff breaking changes"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Released is not { } released || Major(released) != Major(context.Blueprint))
            return [];
        var id = context.Blueprint.Service.Name;
        return ContractChanges
            .Breaking(HttpContract.Of(released), HttpContract.Of(context.Blueprint))
            .GroupBy(change => change.Element ?? id, static change => change.Message)
            .Select(changes => Report(changes.Key, string.Join(' ', changes.Distinct())));
    }

    // A raised major version says that callers have to follow.
    private static string Major(Blueprints.Blueprint blueprint) => blueprint.Service.Version.Split('.')[0];
}
