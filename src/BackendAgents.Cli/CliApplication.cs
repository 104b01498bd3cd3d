using System.CommandLine;
using BackendAgents.Cli.Commands;
using BackendAgents.Cli.Mcp;

namespace BackendAgents.Cli;

/// <summary>The command line as a whole. Kept apart from the process, so that tests can run it in theirs.</summary>
internal static class CliApplication
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments without the name of the program.</param>
    /// <param name="io">Where it reads and writes.</param>
    /// <param name="cancellationToken">Cancels the command as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CliIo io, CancellationToken cancellationToken = default)
    {
        // A brief may begin with '@' to name a file; the library's own response files would take its words for arguments.
        var parsed = Create(io).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            CommandLineErrors.Print(parsed, io);
            return ExitCode.BadInput;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = io.Out, Error = io.Error }, cancellationToken);
    }

    private static RootCommand Create(CliIo io) =>
        new("Turns a plain-language brief into a backend that provably works.")
        {
            BuildCommand.Create(io),
            GenerateCommand.Create(io),
            WaiveCommand.Create(io),
            CheckCommand.Create(io),
            VerifyCommand.Create(io),
            AgentsCommand.Create(io),
            McpCommand.Create(io),
            ResumeCommand.Create(io),
            ReplayCommand.Create(io),
            RunsCommand.Create(io),
        };
}
