using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Checks;

/// <summary>Runs rules. Thread-safe.</summary>
internal sealed class CheckEngine(IReadOnlyList<IRule>? rules = null)
{
    private readonly IReadOnlyList<IRule> _rules = rules ?? RuleCatalog.All;

    /// <summary>
    /// Everything that breaks a rule, most severe first, then by rule and place. The order is total, so two runs list alike.
    /// </summary>
    public IReadOnlyList<Diagnostic> Check(CheckContext context) =>
        [
            .. _rules
                .SelectMany(rule => rule.Check(context))
                .Concat(OfServices(context))
                .DistinctBy(static finding => finding.Key)
                .OrderByDescending(static finding => finding.Severity)
                .ThenBy(static finding => finding.Code, StringComparer.Ordinal)
                .ThenBy(static finding => finding.Place.ToString(), StringComparer.Ordinal),
        ];

    // The files of each of several services are held against its own part of the blueprint, as if it were alone.
    private IEnumerable<Diagnostic> OfServices(CheckContext context) =>
        from share in ServiceDivision.Applies(context.Blueprint) ? ServiceDivision.Of(context.Blueprint) : []
        let part = new CheckContext(share.Blueprint, new ArtifactSet(share.FilesOf(context.Artifacts)))
        from finding in _rules.SelectMany(rule => rule.Check(part))
        where finding.Place.File is not ("" or Place.BlueprintFile)
        select share.InWhole(finding);

    /// <summary>The blueprint after the mechanical fixes of some findings, in their order. Findings without a fix change nothing.</summary>
    public Blueprint Fix(Blueprint blueprint, IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings)
        {
            var rule = _rules.FirstOrDefault(rule => rule.Descriptor.Id == finding.Code);
            blueprint = rule?.Fix(blueprint, finding) ?? blueprint;
        }

        return blueprint;
    }
}
