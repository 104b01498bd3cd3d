using System.Globalization;
using BackendAgents.Coordination.Turns;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Views;

/// <summary>Makes the view of one turn: only what its task needs, each part within a bound.</summary>
internal static class ViewBuilder
{
    public const int ExcerptLength = 2_000;
    public const int MaxFindings = 60;
    private const int MaxDraftProblems = 20;

    private static readonly ViewSection s_designForm = new(ViewSections.Form, "text", TaskTexts.DesignForm);
    private static readonly ViewSection s_reviseForm = new(ViewSections.Form, "text", TaskTexts.ReviseForm);
    private static readonly ViewSection s_example = new(ViewSections.Example, "yaml", BlueprintForm.Short);
    private static readonly ViewSection s_reviewForm = new(ViewSections.Form, "text", TaskTexts.ReviewForm);

    public static ViewDocument Build(
        TeamTask task,
        RunContext run,
        Blueprint? blueprint,
        IReadOnlyList<Diagnostic> findings,
        ViewSection? changes,
        ViewSection? answers,
        ViewSection? budget
    )
    {
        if (findings.Count > MaxFindings)
        {
            task = task with
            {
                Text =
                    task.Text
                    + string.Create(CultureInfo.InvariantCulture, $" {findings.Count - MaxFindings} further findings are not shown."),
            };
            findings = [.. findings.OrderByDescending(static finding => finding.Severity).Take(MaxFindings)];
        }

        var whole = task.Kind == TaskKind.Design;
        ViewSection?[] parts =
        [
            ViewJson.Section(task),
            task.Kind switch
            {
                TaskKind.Design => s_designForm,
                TaskKind.Revise => s_reviseForm,
                _ => s_reviewForm,
            },
            whole ? run.BriefSection : run.BriefExcerpt,
            whole ? run.ContextSection : run.ContextExcerpt,
            blueprint is null ? (whole ? s_example : null) : BlueprintSummary.Of(blueprint),
            task.Kind == TaskKind.Review ? null : Draft(run),
            findings.Count == 0 ? null : ViewJson.Section(findings),
            changes,
            answers,
            budget,
        ];
        return new ViewDocument([.. parts.OfType<ViewSection>()]);
    }

    private static ViewSection? Draft(RunContext run)
    {
        if (run.Project.Current.Draft is not { } draft)
            return null;
        var problems = run.Project.DraftProblems().Take(MaxDraftProblems).Select(static problem => problem.ToString());
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"A document of {draft.Length} characters was refused and is kept as the draft. Mend it with blueprint-edit.\n"
        );
        return new ViewSection(ViewSections.Draft, "text", head + string.Join('\n', problems));
    }

    /// <summary>A brief or context: as much of it as is shown where it was whole before, and how to read the rest.</summary>
    public static ViewSection Excerpt(ViewSection whole, string path)
    {
        var text = whole.Content;
        if (text.Length <= ExcerptLength)
            return whole;
        var end = char.IsHighSurrogate(text[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength;
        var rest = string.Create(
            CultureInfo.InvariantCulture,
            $"\n[{text.Length - end} more characters: read them with team-read, path {path}]"
        );
        return whole with { Content = text[..end] + rest };
    }
}
