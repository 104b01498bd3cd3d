using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Cli.Commands;

/// <summary>
/// Which agents work: the options of <c>build</c>, <c>resume</c> and <c>replay</c> for definitions and teams of a person's own.
/// </summary>
internal sealed class TeamSelection
{
    private readonly Option<string[]> _agents = new("--agents")
    {
        Description =
            "Definitions of agents, files or folders. One with a built-in name takes its place; others join as reviewers of the areas they name.",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<string?> _team = new("--team") { Description = "A team.yaml that says who works and who reviews." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_agents);
        command.Options.Add(_team);
    }

    /// <summary>The team's file, or null.</summary>
    public string? TeamFile(ParseResult parsed) => parsed.GetValue(_team);

    /// <summary>Reads the definitions and says what was repaired.</summary>
    /// <exception cref="CliInputException">There is no such file, or a definition can't be used.</exception>
    public IReadOnlyList<AgentDefinition> Read(ParseResult parsed, CliConsole console)
    {
        var results = parsed.GetValue(_agents)!.SelectMany(DefinitionPaths.Load).ToList();
        var faults = results
            .SelectMany(static result => result.Diagnostics)
            .Where(static diagnostic => diagnostic.Severity != Severity.Info)
            .ToList();
        foreach (var fault in faults)
            console.Line(fault.ToString(), fault.Severity == Severity.Error ? "red" : "yellow");
        return faults.Find(static fault => fault.Severity == Severity.Error) is { } wrong
            ? throw new CliInputException($"{wrong.File}({wrong.Line},{wrong.Column}): {wrong.Code}: {wrong.Message}", wrong.Remedy)
            : [.. results.Select(static result => result.Definition)];
    }
}
