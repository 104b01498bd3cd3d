using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination.Journal;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Cli.Commands;

/// <summary>What all commands share: the option for JSON, and how an end becomes a message and an exit code.</summary>
internal static class CommandRunner
{
    public static Option<bool> JsonOption() =>
        new("--json") { Description = "Write one JSON document to standard output, and nothing else." };

    /// <summary>Makes a command run, with every failure turned into a clear message.</summary>
    public static Command Runs(
        this Command command,
        CliIo io,
        Option<bool>? json,
        Func<ParseResult, CliConsole, CancellationToken, Task<int>> run
    )
    {
        if (json is not null)
            command.Options.Add(json);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var console = new CliConsole(io, json is not null && parsed.GetValue(json));
                try
                {
                    return await run(parsed, console, cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    console.Problem("Cancelled. Nothing half-written was left behind.");
                    return ExitCode.Cancelled;
                }
                catch (CliInputException problem)
                {
                    console.Problem(problem.Message, problem.Remedy);
                    return ExitCode.BadInput;
                }
                catch (AgentDefinitionException problem)
                {
                    console.Problem(problem.Message);
                    return ExitCode.BadInput;
                }
                catch (WorkspaceException problem)
                {
                    console.Problem(problem.Message, problem.Remedy);
                    return ExitCode.Workspace;
                }
                catch (JournalException problem)
                {
                    console.Problem(problem.Message);
                    return problem.Problem is JournalProblem.Unwritable ? ExitCode.Workspace : ExitCode.BadInput;
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    console.Problem(problem.Message, "Check that the folder exists, can be written and has space left.");
                    return ExitCode.Workspace;
                }
            }
        );
        return command;
    }
}
