using System.Text;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>Renders the rule table of the documentation.</summary>
internal static class RuleTable
{
    public static string Render()
    {
        var text = new StringBuilder(
            "# Rules\n\nGenerated from the rule catalogue; the tests fail when it drifts. Set `UPDATE_GENERATED=1` to write it anew.\n"
        );
        foreach (
            var area in RuleCatalog
                .All.Select(static rule => rule.Descriptor)
                .GroupBy(static rule => rule.Area)
                .OrderBy(static group => group.Key)
        )
        {
            text.Append($"\n## {area.Key}\n\n| id | severity | rule | remedy | fix | source |\n|---|---|---|---|---|---|\n");
            foreach (var rule in area)
                text.Append(
                    $"| {rule.Id} | {rule.Severity.ToString().ToLowerInvariant()} | {Cell(rule.Title)} | {Cell(rule.Remedy)} "
                        + $"| {(rule.HasFix ? "yes" : "")} | {Cell(rule.Source)} |\n"
                );
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
