using BackendAgents.Cli.Output;
using BackendAgents.Coordination;

namespace BackendAgents.Cli.Commands;

/// <summary>Says what a build came to, whether it went straight through or was resumed.</summary>
internal static class BuildReport
{
    public static int Print(BuildResult result, string? folder, string? runs, CliConsole console)
    {
        var team = result.Team;
        console.Line();
        foreach (var verdict in team.Verdicts)
            console.Line(
                $"{verdict.Reviewer}: {(verdict.Approves ? "approved" : "requests changes")}",
                verdict.Approves ? "green" : "yellow"
            );
        foreach (var verification in team.Verifications)
            console.Line($"{verification.Verifier}: {verification.Outcome}. {verification.Summary}");
        FindingList.Print([.. team.Findings.Where(static finding => finding.Severity != Engineering.Checks.Severity.Info)], console);
        console.Line(team.Stop.ToString(), team.Approved ? "green" : "yellow");
        Questions(team.Stop.Questions, console);
        if (result.Files is { } files && folder is not null)
            Delivery.Print(files, folder, console);
        if (result.ReportPath is { } page)
            console.Line($"Report: {page}");
        if (!team.Approved && runs is not null)
            console.Line(
                $"To go on: backend-agents resume {team.RunId} --runs {runs}{(team.Stop.Questions.Count > 0 ? $" --answer {team.Stop.Questions[0].Id}=..." : "")}"
            );
        console.Json(
            new
            {
                ok = team.Approved,
                run = team.RunId,
                stop = team.Stop,
                verdicts = team.Verdicts,
                verifications = team.Verifications,
                findings = team.Findings,
                usage = team.Usage,
                files = result.Files,
                report = result.ReportPath,
            }
        );
        return Code(team.Stop.Kind);
    }

    public static void Questions(IReadOnlyList<Question> questions, CliConsole console)
    {
        foreach (var question in questions)
        {
            console.Line($"  {question.Id}: {question.Text}");
            if (question.Call is { } call)
                console.Line($"    {call.Function} {call.Arguments}");
            if (question.Choices.Count > 0)
                console.Line("    one of: " + string.Join(", ", question.Choices));
        }
    }

    public static int Code(StopKind kind) =>
        kind switch
        {
            StopKind.Approved => ExitCode.Ok,
            StopKind.NeedsInput => ExitCode.NeedsInput,
            StopKind.Cancelled => ExitCode.Cancelled,
            StopKind.Failed => ExitCode.Failed,
            _ => ExitCode.NotApproved,
        };
}
