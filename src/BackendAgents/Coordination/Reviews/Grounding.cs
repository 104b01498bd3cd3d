using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
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

        var artifact = raw.Artifact is null ? null : snapshot.Artifacts.Find(raw.Artifact);
        if (raw.Artifact is not null && artifact is null)
            return (null, $"artifact '{raw.Artifact}' does not exist");
        if (raw.Line is { } line && (artifact is null || line < 1 || line > Lines(artifact)))
            return (null, $"line {raw.Line} does not exist");
        var element =
            raw.Element is not null && snapshot.Blueprint is { } blueprint && BlueprintIds.Of(blueprint).Contains(raw.Element)
                ? raw.Element
                : null;
        if (raw.Element is not null && element is null)
            return (null, $"element '{raw.Element}' does not exist");

        if (rule is null && (artifact is null || raw.Line is null))
            return (null, "it cites neither a rule nor a line of an artifact");
        if (rule is not null && artifact is null && element is null)
            return (null, "it cites a rule but no place");

        var severity = raw.Severity switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            _ => Severity.Info,
        };
        var place = new Place(raw.Artifact ?? Place.BlueprintFile, element, raw.Line);
        return (
            new Diagnostic(rule?.Id ?? NoRule, severity, place, raw.Message, raw.Remedy.Length > 0 ? raw.Remedy : rule?.Remedy ?? "")
            {
                Area = rule?.Area ?? area,
            },
            null
        );
    }

    private RuleDescriptor? Find(string id) => s_catalogue.GetValueOrDefault(id) ?? _house?.GetValueOrDefault(id);

    private static int Lines(Artifact artifact)
    {
        var breaks = artifact.Content.AsSpan().Count('\n');
        return artifact.Content.EndsWith('\n') ? breaks : breaks + 1;
    }
}

/// <summary>The ids of everything in a blueprint.</summary>
internal static class BlueprintIds
{
    public static HashSet<string> Of(Blueprint blueprint) =>
        [
            .. blueprint.Roles.Select(static role => role.Id),
            .. blueprint.Enums.Select(static type => type.Id),
            .. blueprint.Entities.SelectMany(static entity =>
                (IEnumerable<string>)
                    [
                        entity.Id,
                        .. entity.Fields.Select(static field => field.Id),
                        .. entity.Indexes.Select(static index => index.Id),
                        .. entity.Checks.Select(static check => check.Id),
                    ]
            ),
            .. blueprint.Relations.Select(static relation => relation.Id),
            .. blueprint.Operations.Select(static operation => operation.Id),
            .. blueprint.Events.Select(static fact => fact.Id),
        ];
}
