using System.CommandLine;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Export;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents</c>: looks at the definitions of agents.</summary>
internal static class AgentsCommand
{
    public static Command Create(CliIo io) => new("agents", "Lists, shows and checks the definitions of agents.") { List(io), Show(io), AgentsValidateCommand.Create(io), AgentsNewCommand.Create(io) };

    private static Command List(CliIo io) => new Command("list", "Lists the agents that come with the tool.")
        .Runs(io, CommandRunner.JsonOption(), static (_, console, _) =>
        {
            var agents = AgentDefinitionLoader.BuiltIn();
            var width = agents.Max(static agent => agent.Name.Length);
            foreach (var agent in agents)
                console.Line($"{agent.Name.PadRight(width)}  {Role(agent)}  {FirstLine(agent.Description)}");
            console.Json(agents.Select(static agent => new { agent.Name, Role = Role(agent), agent.Description, agent.Model, agent.Tools, agent.Source }));
            return Task.FromResult(ExitCode.Ok);
        });

    private static Command Show(CliIo io)
    {
        var name = new Argument<string>("name") { Description = "Name of an agent, as 'agents list' shows it." };
        var card = new Option<string?>("--card") { Description = "Prints the agent's A2A card instead, for an agent that is served at this address." };
        return new Command("show", "Shows an agent whole.") { name, card }.Runs(io, CommandRunner.JsonOption(), (parsed, console, _) =>
        {
            var wanted = parsed.GetValue(name)!;
            var agents = AgentDefinitionLoader.BuiltIn();
            var agent = agents.FirstOrDefault(agent => agent.Name == wanted)
                ?? throw new CliInputException($"There is no agent '{wanted}'.", $"There are {string.Join(", ", agents.Select(static agent => agent.Name))}.");
            if (parsed.GetValue(card) is { } address)
            {
                if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
                    throw new CliInputException($"'{address}' is no address.", "Write it whole, as https://agents.example/backend.");
                io.Out.Write(AgentCard.Write(agent, url));
                return Task.FromResult(ExitCode.Ok);
            }

            console.Line(agent.Name, "bold");
            console.Line(agent.Description.TrimEnd());
            console.Line($"model: {agent.Model ?? "default"}");
            console.Line($"role: {Role(agent)}");
            console.Line($"functions: {string.Join(", ", agent.Tools ?? [])}");
            console.Line();
            console.Line(agent.Instructions);
            console.Json(agent);
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static string Role(AgentDefinition agent) =>
        agent.Areas.Count == 0 ? "makes" : "reviews " + string.Join(", ", agent.Areas).ToLowerInvariant();

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
