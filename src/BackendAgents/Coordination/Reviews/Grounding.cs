using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Reviews;

/// <summary>
/// Holds a reviewer's findings against what there is: only what cites an existing rule and place, or an existing line, is a finding.
/// </summary>
internal sealed class Grounding(IReadOnlyList<IRule> houseRules)
{
    /// <summary>The rule id of findings that cite no rule.</summary>
    public const string NoRule = "REVIEW";

    private static readonly Dictionary<string, RuleDescriptor> s_catalogue = RuleCatalog.All.ToDictionary(
        static rule => rule.Descriptor.Id,
        static rule => rule.Descriptor,
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, RuleDescriptor>? _house =
        houseRules.Count == 0
            ? null
            : houseRules.ToDictionary(static rule => rule.Descriptor.Id, static rule => rule.Descriptor, StringComparer.Ordinal);

    /// <summary>The finding, or why it is only a note.</summary>
    public (Diagnostic? Finding, string? Why) Ground(RawFinding raw, Area area, ProjectSnapshot snapshot)
    {
        if (raw.Message.Length == 0)
            return (null, "it has no message");
        var rule = raw.Rule is null ? null : Find(raw.Rule);
        if (raw.Rule is not null && rule is null)
            return (null, $"rule '{raw.Rule}' does not exist");

        var place = raw.Place;
        if (place == Place.None)
            return (null, rule is null ? "it cites neither a rule nor a line of an artifact" : "it cites a rule but no place");
        if (place.File.Length == 0)
            place = place with { File = Place.BlueprintFile };
        if (ExistingPlaces.Missing(place, snapshot.Blueprint, snapshot.Artifacts, snapshot.Findings) is { } missing)
            return (null, missing);
        if (rule is null && place.Line is null)
            return (null, "it cites neither a rule nor a line of an artifact");

        var severity = raw.Severity switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            _ => Severity.Info,
        };
        return (
            new Diagnostic(rule?.Id ?? NoRule, severity, place, raw.Message, raw.Remedy.Length > 0 ? raw.Remedy : rule?.Remedy ?? "")
            {
                Area = rule?.Area ?? area,
            },
            null
        );
    }

    private RuleDescriptor? Find(string id) => s_catalogue.GetValueOrDefault(id) ?? _house?.GetValueOrDefault(id);
}
