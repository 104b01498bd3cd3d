using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Definitions;

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
        var settings = new RunSettings(isNew: true);
        var command = new Command("build", "Turns a brief into a reviewed, verified backend.") { brief };
        settings.AddTo(command);
        return command.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var text = await ReadAsync(parsed.GetValue(brief)!, io.In, cancellationToken);
            var output = settings.Output(parsed)!;
            var request = settings.Request(parsed, console, text, output, settings.Runs(parsed));
            request = request with { Context = Context(output, settings.IntoExisting(parsed), console) };
            var result = await BuildRun.RunAsync(request, settings.Verbosity(parsed), console, cancellationToken);
            return BuildReport.Print(result, output, settings.GoOn(parsed, console, result.Team, output), console);
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
        else if (brief.StartsWith('@'))
            text = await InputFile.ReadAsync(brief[1..], "Name a text file after the '@'.", cancellationToken);
        else if (!brief.Contains(' ', StringComparison.Ordinal) && File.Exists(brief))
            throw new CliInputException($"The brief '{brief}' is the name of a file.", $"Write '@{brief}' to have it read.");
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
