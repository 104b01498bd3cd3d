using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>
/// Which agents work: the options of <c>build</c>, <c>resume</c> and <c>replay</c> for definitions and teams of a person's own.
/// </summary>
internal sealed class TeamSelection
{
    private readonly Option<string[]> _agents = new("--agents")
    {
        Description =
            "Definitions of agents, files or folders. One with a built-in name takes its place; others join as reviewers of "
            + "the areas they name.",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<string?> _team = new("--team") { Description = "A team.yaml that says who works and who reviews." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_agents);
        command.Options.Add(_team);
    }

    /// <summary>The options as they were given, for a command line that goes on.</summary>
    public IEnumerable<(string Option, string Value)> Given(ParseResult parsed)
    {
        foreach (var path in parsed.GetValue(_agents)!)
            yield return ("--agents", path);
        if (parsed.GetValue(_team) is { } team)
            yield return ("--team", team);
    }

    /// <summary>The team's file, or null.</summary>
    public string? TeamFile(ParseResult parsed) => parsed.GetValue(_team);

    /// <summary>Reads the definitions and says what was repaired.</summary>
    /// <exception cref="CliInputException">There is no such file, or a definition can't be used.</exception>
    public IReadOnlyList<AgentDefinition> Read(ParseResult parsed, CliConsole console)
    {
        var leftOut = new List<Diagnostic>();
        var results = parsed.GetValue(_agents)!.SelectMany(path => DefinitionPaths.Load(path, leftOut)).ToList();
        var faults = results
            .SelectMany(static result => result.Diagnostics)
            .Where(static diagnostic => diagnostic.Severity != Severity.Info)
            .ToList();
        DiagnosticList.Print([.. faults, .. leftOut], console, all: faults.Count <= 3 && leftOut.Count == 0);
        foreach (
            var joins in results.Select(static result => result.Definition).Where(definition => IsSeatedByItsWords(definition, parsed))
        )
            console.Line(
                $"{joins.Name} joins as a reviewer of "
                    + $"{string.Join(", ", BackendBuilder.ReviewAreas(joins)).ToLowerInvariant()}, as its description has it; "
                    + "'metadata: { areas: … }' in its front matter chooses others.",
                "grey"
            );
        return faults.Find(static fault => fault.Severity == Severity.Error) is { } wrong
            ? throw new CliInputException($"{wrong.Place}: {wrong.Code}: {wrong.Message}", wrong.Remedy)
            : [.. results.Select(static result => result.Definition)];
    }

    private bool IsSeatedByItsWords(AgentDefinition definition, ParseResult parsed) =>
        TeamFile(parsed) is null
        && definition.Areas.Count == 0
        && BackendBuilder.ReviewAreas(definition).Count > 0
        && !AgentDefinitionLoader.BuiltIn().Any(known => known.Name == definition.Name);
}
