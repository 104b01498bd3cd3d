using System.CommandLine;
using System.CommandLine.Parsing;
using BackendAgents.Cli.Commands;

namespace BackendAgents.Cli;

/// <summary>Says what is wrong with a command line: what was given, what was probably meant and what is possible.</summary>
internal static class CommandLineErrors
{
    private const int MaxErrors = 5;

    public static void Print(ParseResult parsed, CliIo io)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed.CommandResult);
        var stranger = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (command.Subcommands.Count > 0)
            Command(command, path, stranger, io);
        else if (stranger is not null && stranger.StartsWith('-'))
            Option(command, path, stranger, io);
        else
            foreach (var error in parsed.Errors.Take(MaxErrors))
                io.Error.WriteLine("error: " + error.Message);
        io.Error.WriteLine($"  See '{io.Program}{path} --help'.");
    }

    private static void Command(Command command, string path, string? stranger, CliIo io)
    {
        var names = command.Subcommands.Select(static known => known.Name).ToList();
        io.Error.WriteLine(
            stranger is null
                ? $"error: '{(path.Length > 0 ? path.Trim() : io.Program)}' needs a command."
                : $"error: There is no command '{stranger}'.{Closest.Hint(stranger, names)}"
        );
        io.Error.WriteLine("  Commands: " + string.Join(", ", names) + ".");
    }

    private static void Option(Command command, string path, string stranger, CliIo io)
    {
        var names = command.Options.Select(static option => option.Name).ToList();
        io.Error.WriteLine($"error: '{path.Trim()}' has no option '{stranger}'.{Closest.Hint(stranger, names)}");
        io.Error.WriteLine("  Options: " + string.Join(", ", names) + ".");
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent) + " " + result.Command.Name : "";
}
