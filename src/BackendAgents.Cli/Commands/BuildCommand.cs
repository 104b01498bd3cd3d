using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Cli.Commands;

/// <summary><c>build</c>: the whole way from a brief to a reviewed, verified backend.</summary>
internal static class BuildCommand
{
    public static Command Create(CliIo io)
    {
        var brief = new Argument<string>("brief")
        {
            Description = "What is wanted, in plain language; '-' reads it from standard input, '@file' from a file.",
        };
        var output = new Option<string>("--out", "-o") { Description = "The folder to write to.", Required = true };
        var into = GenerateCommand.IntoOption();
        var noVerify = new Option<bool>("--no-verify")
        {
            Description = "Do not compile and test the delivery before it is approved: runs nothing.",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Most rounds before the run stops.",
            DefaultValueFactory = static _ => 12,
        };
        rounds.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 1 or > 1_000)
                result.AddError("--rounds takes a number from 1 to 1000.");
        });
        var runs = new Option<string?>("--runs") { Description = "Folder for the run's journal; none is kept without." };
        var team = new TeamSelection();
        var command = new Command("build", "Turns a brief into a reviewed, verified backend.")
        {
            brief,
            output,
            into,
            noVerify,
            rounds,
            runs,
        };
        team.AddTo(command);
        return command.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var text = await ReadAsync(parsed.GetValue(brief)!, io.In, cancellationToken);
            var services = new ServiceCollection().AddLogging();
            services.AddBackendAgents();
            await using var provider = services.BuildServiceProvider();
            var request = new BuildRequest
            {
                Brief = text,
                Context = Context(parsed.GetValue(output)!, parsed.GetValue(into), console),
                Output = parsed.GetValue(output)!,
                Workspace = new WorkspaceOptions { AllowForeignFiles = parsed.GetValue(into) },
                Verify = !parsed.GetValue(noVerify),
                Agents = team.Read(parsed, console),
                TeamFile = team.TeamFile(parsed),
                Team = new TeamOptions
                {
                    RunsFolder = parsed.GetValue(runs),
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
            return BuildReport.Print(result, request.Output, parsed.GetValue(runs), console);
        });
    }

    // A workspace in which others work may say what holds there.
    private static string Context(string folder, bool into, CliConsole console)
    {
        var context = into && Directory.Exists(folder) ? ProjectContext.Load(folder) : new ProjectContext("", []);
        foreach (var diagnostic in context.Diagnostics)
            console.Line(diagnostic.ToString(), "yellow");
        if (context.Text.Length > 0)
            console.Line($"{ProjectContext.FileName} is given to all agents.");
        return context.Text;
    }

    private static async Task<string> ReadAsync(string brief, TextReader input, CancellationToken cancellationToken)
    {
        var text = brief;
        if (brief == "-")
            text = await input.ReadToEndAsync(cancellationToken);
        else if (brief.StartsWith('@') && !File.Exists(brief[1..]))
            throw new CliInputException($"There is no file '{brief[1..]}'.", "Name a text file after the '@'.");
        else if (brief.StartsWith('@'))
            text = await File.ReadAllTextAsync(brief[1..], cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
            throw new CliInputException("The brief is empty.", "Say in a sentence what backend is needed.");
        if (text.Length > TeamRequest.MaxBriefLength)
            throw new CliInputException(
                $"The brief has {text.Length} characters; at most {TeamRequest.MaxBriefLength} are taken.",
                "Shorten it."
            );
        return text;
    }
}
