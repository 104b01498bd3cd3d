using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;

namespace BackendAgents.Cli.Commands;

/// <summary>Says what a build came to, whether it went straight through or was resumed.</summary>
internal static class BuildReport
{
    public static int Print(BuildResult result, string? folder, string goOn, CliConsole console)
    {
        var team = result.Team;
        console.Line();
        if (team.Stop.Kind == StopKind.Incomplete)
        {
            console.Line("The brief asks for more than is delivered:", "yellow");
            foreach (var unmet in team.Stop.Undone)
                console.Line($"  {unmet}", "yellow");
            if (result.Files is not null && folder is not null && team.Requirements.FirstOrDefault(static one => one.IsUnmet) is { } first)
                console.Line($"  Where it need not be met, a person says so: {WaiveCommand.Line(console.Program, folder, first.Id)}");
        }

        foreach (var verdict in team.Verdicts)
            console.Line(
                $"{verdict.Reviewer}: {(verdict.Approves ? "approved" : "requests changes")}",
                verdict.Approves ? "green" : "yellow"
            );
        foreach (var verification in team.Verifications)
        {
            console.Line($"{verification.Verifier}: {RunLines.Words(verification.Outcome.ToString())}. {verification.Summary}");
            ScenarioLines.Print(verification, team.Blueprint, console);
        }

        RequirementLines.Print(team.Requirements, console, unmetIsTold: team.Stop.Kind == StopKind.Incomplete);
        FindingList.Print([.. team.Findings.Where(static finding => finding.Severity != Engineering.Diagnostics.Severity.Info)], console);
        console.Line(team.Stop.ToString(), team.Approved ? "green" : "yellow");
        foreach (var question in team.Stop.Questions)
            Person.Print(question, console);
        if (result.Files is { } files && folder is not null)
            Delivery.Print(files, folder, console);
        else if (folder is null && team.Artifacts.Count > 0 && team.JournalPath is not null)
            console.Line($"Nothing is written, since no folder is named: {goOn} --out DIR", "yellow");
        if (result.ReportPath is { } page)
            console.Line($"Report: {page}");
        if (team.CanGoOn)
            console.Line($"To go on: {goOn}");
        if (team.CanGoOn && team.Stop.Questions.Any(static question => question.Call is not null))
            console.Line("  ('no' or a reason in place of 'yes' refuses the call.)");
        console.Json(
            new
            {
                ok = team.Approved,
                run = team.RunId,
                stop = team.Stop,
                verdicts = team.Verdicts,
                verifications = team.Verifications,
                requirements = team.Requirements,
                findings = team.Findings,
                usage = team.Usage,
                files = result.Files,
                report = result.ReportPath,
                journal = team.JournalPath,
                goOn = team.CanGoOn ? goOn : null,
            }
        );
        return Code(team.Stop);
    }

    public static int Code(StopReason stop) =>
        stop.Kind switch
        {
            StopKind.Approved => ExitCode.Ok,
            StopKind.Incomplete => ExitCode.Incomplete,
            StopKind.NeedsInput => ExitCode.NeedsInput,
            StopKind.Cancelled => ExitCode.Cancelled,
            StopKind.Failed => stop.IsUnwritable ? ExitCode.Workspace : ExitCode.Failed,
            _ => ExitCode.NotApproved,
        };
}
