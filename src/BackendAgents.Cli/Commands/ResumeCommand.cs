using System.CommandLine;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Runs;

namespace BackendAgents.Cli.Commands;

/// <summary><c>resume</c>: goes on with a run that was killed, cancelled, ran out of a budget or waits for an answer.</summary>
internal static class ResumeCommand
{
    public static Command Create(CliIo io)
    {
        var run = RunArgument.Create();
        var answers = new Option<string[]>("--answer", "-a")
        {
            Description = "Answers a question: ID=TEXT, or TEXT when there is only one. 'yes' approves a call.",
            DefaultValueFactory = static _ => [],
        };
        var settings = new RunSettings(isNew: false);
        var command = new Command("resume", "Goes on with a run from its journal; nothing is done twice.") { run, answers };
        settings.AddTo(command);
        return command.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var found = RunArgument.Find(parsed.GetValue(run)!, settings.Runs(parsed), settings.Output(parsed), static known =>
                known.CanResume
            );
            if (found.State is RunState.Running)
                throw new CliInputException(
                    $"Run '{found.RunId}' is being worked on by another process.",
                    "Wait for it to end, or end it."
                );
            var output = settings.Output(parsed) ?? found.Output ?? RunArgument.DeliveryOf(found.Path);
            var request = settings.Request(parsed, console, "", output, Path.GetDirectoryName(Path.GetFullPath(found.Path))) with
            {
                // Of the file, not of its content: the file is what is taken up.
                RunId = Path.GetFileNameWithoutExtension(found.Path),
                Resume = true,
                Answers = [.. parsed.GetValue(answers)!.Select(answer => Parse(answer, found))],
            };
            var result = await BuildRun.RunAsync(request, settings.Verbosity(parsed), console, cancellationToken);
            return BuildReport.Print(result, output, settings.GoOn(parsed, console, result.Team, output), console);
        });
    }

    private static Answer Parse(string text, RunSummary run)
    {
        var questions = run.Stop?.Questions ?? [];
        if (questions.Count == 0)
            throw new CliInputException($"Run '{run.RunId}' has asked nothing.", "Resume it without --answer.");
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var id = at > 0 ? text[..at] : "";
        var answer = text;
        if (questions.Any(question => question.Id == id))
            answer = text[(at + 1)..];
        // 'nobody=yes' names a question that was not asked; an answer that holds '=' itself is given with its question's id.
        else if (id.Length > 0 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new CliInputException($"Run '{run.RunId}' has no open question '{id}'.", Ids(questions));
        else if (questions.Count > 1)
            throw new CliInputException($"'{text}' says not which question it answers.", Ids(questions));
        else
            id = questions[0].Id;
        if (answer.Trim() == Person.Placeholder)
            throw new CliInputException(
                $"'{Person.Placeholder}' is no answer to: {questions.First(question => question.Id == id).Text}",
                $"Put your answer in its place: --answer {id}='…'."
            );
        return new Answer(id, answer.Trim()) { By = Environment.UserName };
    }

    private static string Ids(IReadOnlyList<Question> questions) =>
        "Write ID=TEXT with one of: " + string.Join(", ", questions.Select(static question => question.Id)) + ".";
}
