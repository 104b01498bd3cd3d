using System.ComponentModel;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions to look for defects by rule and to mend those that can be mended mechanically.</summary>
/// <param name="project">The work in progress.</param>
internal sealed class ReviewPlugin(BackendProject project)
{
    /// <summary>What breaks a rule now.</summary>
    [KernelFunction("check")]
    [Description("Runs the rules over the blueprint and all files and returns the findings with their remedies.")]
    public string Check(
        [Description("One area (api, data, security, performance, operations, quality); all when empty.")] string? area = null
    )
    {
        var snapshot = project.Current;
        if (snapshot.Blueprint is null)
            return PluginArtifacts.NoBlueprint;
        if (!TryParse(area, out var wanted, out var refusal))
            return refusal;
        var findings = snapshot.Findings.Where(finding => wanted is null || finding.Area == wanted).ToList();
        return PluginAnswer.Give(findings, $"{PluginAnswer.Count(findings.Count, "finding")} at revision {snapshot.Revision}");
    }

    /// <summary>The rules themselves.</summary>
    [KernelFunction("rules")]
    [Description("Lists the rules with id, severity, title and source.")]
    public static string Rules(
        [Description("One area (api, data, security, performance, operations, quality); all when empty.")] string? area = null
    ) =>
        TryParse(area, out var wanted, out var refusal)
            ? PluginAnswer.Give(
                string.Join(
                    '\n',
                    RuleCatalog
                        .All.Select(static rule => rule.Descriptor)
                        .Where(rule => wanted is null || rule.Area == wanted)
                        .Select(static rule => $"{rule.Id} {rule.Severity}: {rule.Title} ({rule.Source}){(rule.HasFix ? " [fix]" : "")}")
                )
            )
            : refusal;

    /// <summary>Mends findings by the fixes of their rules.</summary>
    [KernelFunction("apply_fixes")]
    [Description("Mends findings mechanically. Give the keys of fixable findings as review-check lists them.")]
    public string ApplyFixes([Description("Keys of findings, for example [\"DATA003|backend.yaml#post-author\"].")] string[] keys)
    {
        if (keys is null or { Length: 0 or > PluginLimits.MaxKeys })
            return PluginAnswer.Refuse($"Between 1 and {PluginLimits.MaxKeys} keys are taken.", "Take the keys from review-check.");
        var open = project.Current.Findings.Select(static finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        var unknown = keys.Where(key => !open.Contains(key)).ToList();
        if (unknown.Count == keys.Length)
            return PluginAnswer.Refuse(
                "None of these findings is open: " + string.Join(", ", unknown.Take(5)),
                "Take the keys from review-check."
            );
        var mended = project.Fix(keys);
        var notOpen = unknown.Count == 0 ? "" : $"; not open: {PluginAnswer.Count(unknown.Count, "key")}";
        return PluginAnswer.Accept(project.Current, $"{mended} of {PluginAnswer.Count(keys.Length, "finding")} mended{notOpen}");
    }

    private static bool TryParse(string? area, out Area? parsed, out string refusal)
    {
        parsed = null;
        refusal = "";
        if (string.IsNullOrWhiteSpace(area))
            return true;
        if (Enum.TryParse<Area>(area.Trim(), ignoreCase: true, out var value) && Enum.IsDefined(value))
        {
            parsed = value;
            return true;
        }

        refusal = PluginAnswer.Refuse(
            $"There is no area '{area}'.",
            "Areas: " + string.Join(", ", Enum.GetNames<Area>()).ToLowerInvariant()
        );
        return false;
    }
}
