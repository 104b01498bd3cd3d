using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents new</c>: begins a definition.</summary>
internal static class AgentsNewCommand
{
    public static Command Create(CliIo io)
    {
        var name = new Argument<string>("name") { Description = "The agent's name in kebab case: privacy-reviewer." };
        var output = new Option<string>("--out", "-o")
        {
            Description = "The folder to write to; the usual one is where 'agents list' and 'agents show' look.",
            DefaultValueFactory = static _ => Path.Combine(".backend-agents", "agents"),
        };
        var from = new Option<string?>("--from") { Description = "An agent, as 'agents list' shows it, to begin from." };
        var areas = Choice.List<Area>("--reviews", "For a reviewer: the areas that it judges.");
        return new Command("new", "Begins a definition of an agent.") { name, output, from, areas }.Runs(
            io,
            CommandRunner.JsonOption(),
            async (parsed, console, cancellationToken) =>
            {
                var wanted = parsed.GetValue(name)!;
                var definition = Start(wanted, parsed.GetValue(from), parsed.GetValue(areas)!);
                var path = Path.Combine(parsed.GetValue(output)!, wanted + ".md");
                var text = AgentDefinitionWriter.Write(definition);
                var fit = AgentDefinitionLoader.Parse(text, path).Definition.Name;
                if (fit != wanted)
                    throw new CliInputException(
                        $"'{wanted}' is no name for an agent.",
                        $"Use lower-case letters, digits and single hyphens: {fit}."
                    );
                if (File.Exists(path))
                    throw new CliInputException($"'{path}' is there already.", "Choose another name or folder; nothing was written.");
                Directory.CreateDirectory(parsed.GetValue(output)!);
                await File.WriteAllTextAsync(path, text, cancellationToken);
                console.Line(
                    $"{path} written. Say in it what the agent is for, then: {console.Program} agents validate {Shell.Quote(path)}"
                );
                console.Line($"To let it work: {console.Program} build … --agents {Shell.Quote(path)}");
                console.Json(new { ok = true, path });
                return ExitCode.Ok;
            }
        );
    }

    private static AgentDefinition Start(string name, string? from, Area[] areas)
    {
        if (from is null)
        {
            var work = areas.Length > 0 ? $"review {string.Join(", ", areas).ToLowerInvariant()}" : "…";
            return new AgentDefinition
            {
                Name = name,
                Description = $"Use this agent to {work}.\nExample: \"What a user would say\" - what the agent then does.",
                Instructions = "You …\n\nHow you go about it:\n\n1. …",
                Tools = areas.Length > 0 ? ["Read", "Grep"] : null,
                Areas = areas,
            };
        }

        var known = AgentDefinitionLoader.BuiltIn();
        var found = known.FirstOrDefault(agent => agent.Name == from)
            ?? throw new CliInputException(
                $"There is no agent '{from}'.",
                $"There are {string.Join(", ", known.Select(static agent => agent.Name))}."
            );
        return found with { Name = name, Title = name, Areas = areas.Length > 0 ? areas : found.Areas };
    }
}
