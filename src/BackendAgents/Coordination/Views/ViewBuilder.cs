using System.Globalization;
using System.Text;
using BackendAgents.Coordination.Turns;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Coordination.Views;

/// <summary>Makes the view of one turn: only what its task needs, each part within a bound.</summary>
internal static class ViewBuilder
{
    public const int BriefExcerpt = 2_000;
    public const int MaxFindings = 60;

    public static ViewDocument Build(TeamTask task, RunContext run, Blueprint? blueprint, IReadOnlyList<Finding> findings, string changes, IReadOnlyList<string> budget, string answers)
    {
        if (findings.Count > MaxFindings)
        {
            task = task with { Text = task.Text + string.Create(CultureInfo.InvariantCulture, $" {findings.Count - MaxFindings} further findings are not shown.") };
            findings = [.. findings.OrderByDescending(static finding => finding.Severity).Take(MaxFindings)];
        }

        var sections = new List<ViewSection>(6)
        {
            new(ViewSections.Task, "json", ViewJson.Write(task)),
            new(ViewSections.Form, "text", TaskTexts.FormOf(task.Kind)),
            new(ViewSections.Brief, "text", task.Kind == TaskKind.Design ? run.Brief : run.Excerpt),
        };
        if (run.Context.Length > 0)
            sections.Add(new ViewSection(ViewSections.Context, "text", task.Kind == TaskKind.Design ? run.Context : run.ContextExcerpt));
        if (blueprint is not null)
            sections.Add(new ViewSection(ViewSections.Blueprint, "text", BlueprintSummary.Of(blueprint)));
        if (findings.Count > 0)
            sections.Add(new ViewSection(ViewSections.Findings, "json", ViewJson.Write(findings)));
        if (changes.Length > 0)
            sections.Add(new ViewSection(ViewSections.Changes, "diff", changes));
        if (answers.Length > 0)
            sections.Add(new ViewSection(ViewSections.Answers, "json", answers));
        if (budget.Count > 0)
            sections.Add(new ViewSection(ViewSections.Budget, "text", string.Join('\n', budget)));
        return new ViewDocument(sections);
    }

    /// <summary>The beginning of a brief or context, and how to read the rest.</summary>
    public static string Excerpt(string brief, string path)
    {
        if (brief.Length <= BriefExcerpt)
            return brief;
        var end = char.IsHighSurrogate(brief[BriefExcerpt - 1]) ? BriefExcerpt - 1 : BriefExcerpt;
        return new StringBuilder(brief, 0, end, end + 100)
            .Append(CultureInfo.InvariantCulture, $"\n[{brief.Length - end} more characters: read them with team-read, path {path}]").ToString();
    }
}
