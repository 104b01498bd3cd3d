using System.CommandLine;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Export;
using BackendAgents.Definitions.Tools;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents</c>: looks at the definitions of agents.</summary>
internal static class AgentsCommand
{
    public static Command Create(CliIo io) =>
        new("agents", "Lists, shows and checks the definitions of agents.")
        {
            List(io),
            Show(io),
            AgentsRouteCommand.Create(io),
            AgentsValidateCommand.Create(io),
            AgentsNewCommand.Create(io),
        };

    private static Command List(CliIo io)
    {
        var source = CatalogueOption.Create();
        return new Command("list", "Lists the agents: built in, the user's, and the current project's.") { source }.Runs(
            io,
            CommandRunner.JsonOption(),
            (parsed, console, _) =>
            {
                var catalogue = CatalogueOption.Read(parsed.GetValue(source)!);
                var width = catalogue.Agents.Max(static entry => entry.Definition.Name.Length);
                foreach (var (agent, scope) in catalogue.Agents)
                    console.Line(
                        $"{agent.Name.PadRight(width)}  {scope.ToString().ToLowerInvariant(), -7}  {Role(agent)}  "
                            + $"{FirstLine(agent.Description)}"
                    );
                DiagnosticList.Print([.. catalogue.Diagnostics.Where(IsOfFolders)], console, all: false);
                console.Json(
                    catalogue.Agents.Select(static entry => new
                    {
                        entry.Definition.Name,
                        entry.Scope,
                        Role = Role(entry.Definition),
                        entry.Definition.Description,
                        entry.Definition.Model,
                        entry.Definition.Tools,
                        entry.Definition.Format,
                        entry.Definition.Source,
                    })
                );
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static Command Show(CliIo io)
    {
        var name = new Argument<string>("name") { Description = "Name of an agent, as 'agents list' shows it." };
        var card = new Option<string?>("--card")
        {
            Description = "Prints the agent's A2A card instead, for an agent that is served at this address.",
        };
        var source = CatalogueOption.Create();
        return new Command("show", "Shows an agent whole.") { name, card, source }.Runs(
            io,
            CommandRunner.JsonOption(),
            (parsed, console, _) =>
            {
                var wanted = parsed.GetValue(name)!;
                var catalogue = CatalogueOption.Read(parsed.GetValue(source)!);
                var agent = catalogue.Find(wanted)
                    ?? throw new CliInputException(
                        $"There is no agent '{wanted}'.",
                        $"There are {string.Join(", ", catalogue.Agents.Select(static entry => entry.Definition.Name))}."
                    );
                if (parsed.GetValue(card) is { } address)
                {
                    if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
                        throw new CliInputException($"'{address}' is no address.", "Write it whole, as https://agents.example/backend.");
                    io.Out.Write(AgentCard.Write(agent, url));
                    return Task.FromResult(ExitCode.Ok);
                }

                console.Line(agent.Name, "bold");
                console.Line(agent.Description.TrimEnd());
                console.Line($"model: {string.Join(", then ", agent.ModelAlternatives.Prepend(agent.Model ?? "default"))}");
                console.Line($"role: {Role(agent)}");
                var usual = agent.Areas.Count > 0 ? ToolTable.ReviewerDefaults : ToolTable.MakerDefaults;
                console.Line($"functions: {string.Join(", ", agent.Tools ?? [$"the default set: {string.Join(", ", usual)}"])}");
                console.Line();
                console.Line(agent.Instructions);
                console.Json(agent);
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    // What is said of files and names, not of what a definition holds.
    private static bool IsOfFolders(Diagnostic found) => string.CompareOrdinal(found.Code, "DEF060") >= 0;

    private static string Role(AgentDefinition agent) =>
        agent.Areas.Count == 0 ? "makes" : "reviews " + string.Join(", ", agent.Areas).ToLowerInvariant();

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
