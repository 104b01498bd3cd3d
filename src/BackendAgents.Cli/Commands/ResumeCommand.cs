using System.CommandLine;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Artifacts;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Cli.Commands;

/// <summary><c>resume</c>: goes on with a run that was killed, cancelled, ran out of a budget or waits for an answer.</summary>
internal static class ResumeCommand
{
    public static Command Create(CliIo io)
    {
        var run = RunArgument.Create();
        var runs = RunArgument.RunsOption();
        var answers = new Option<string[]>("--answer", "-a")
        {
            Description = "Answers a question: ID=TEXT, or TEXT when there is only one. 'yes' approves a call.",
            DefaultValueFactory = static _ => [],
        };
        var output = new Option<string?>("--out", "-o") { Description = "The folder to write to; nothing is written without." };
        var into = GenerateCommand.IntoOption();
        var noVerify = new Option<bool>("--no-verify") { Description = "As it was given to 'build'." };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Most rounds, the ones before included.",
            DefaultValueFactory = static _ => 12,
        };
        var team = new TeamSelection();
        var command = new Command("resume", "Goes on with a run from its journal; nothing is done twice.")
        {
            run,
            runs,
            answers,
            output,
            into,
            noVerify,
            rounds,
        };
        team.AddTo(command);
        return command.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var found = RunArgument.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!, static known => known.CanResume);
            if (found.State is RunState.Running)
                throw new CliInputException(
                    $"Run '{found.RunId}' is being worked on by another process.",
                    "Wait for it to end, or end it."
                );
            var folder = Path.GetDirectoryName(Path.GetFullPath(found.Path))!;
            var services = new ServiceCollection().AddLogging();
            services.AddBackendAgents();
            await using var provider = services.BuildServiceProvider();
            var request = new BuildRequest
            {
                Brief = "",
                // Of the file, not of its content: the file is what is taken up.
                RunId = Path.GetFileNameWithoutExtension(found.Path),
                Resume = true,
                Answers = [.. parsed.GetValue(answers)!.Select(answer => Parse(answer, found))],
                Output = parsed.GetValue(output),
                Workspace = new WorkspaceOptions { AllowForeignFiles = parsed.GetValue(into) },
                Verify = !parsed.GetValue(noVerify),
                Agents = team.Read(parsed, console),
                TeamFile = team.TeamFile(parsed),
                Team = new TeamOptions
                {
                    RunsFolder = folder,
                    Budget = new Budget
                    {
                        Rounds = parsed.GetValue(rounds),
                        ModelCalls = 500,
                        ToolCalls = 2_000,
                    },
                },
            };
            var builder = provider.GetRequiredService<BackendBuilder>();
            var result = await console.WatchAsync(progress => builder.BuildAsync(request, progress, cancellationToken));
            return BuildReport.Print(result, request.Output, folder, console);
        });
    }

    private static Answer Parse(string text, RunSummary run)
    {
        var questions = run.Stop?.Questions ?? [];
        if (questions.Count == 0)
            throw new CliInputException($"Run '{run.RunId}' has asked nothing.", "Resume it without --answer.");
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var id = at > 0 ? text[..at] : "";
        if (questions.Any(question => question.Id == id))
            return new Answer(id, text[(at + 1)..].Trim()) { By = Environment.UserName };

        // 'nobody=yes' names a question that was not asked; an answer that holds '=' itself is given with its question's id.
        var namesOther = id.Length > 0 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return questions.Count == 1 && !namesOther
            ? new Answer(questions[0].Id, text.Trim()) { By = Environment.UserName }
            : throw new CliInputException(
                namesOther ? $"Run '{run.RunId}' has no open question '{id}'." : $"'{text}' says not which question it answers.",
                "Write ID=TEXT with one of: " + string.Join(", ", questions.Select(static question => question.Id)) + "."
            );
    }
}
