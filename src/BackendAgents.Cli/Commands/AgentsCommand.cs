using System.CommandLine;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents</c>: looks at the definitions of agents.</summary>
internal static class AgentsCommand
{
    public static Command Create(CliIo io) => new("agents", "Lists, shows and checks the definitions of agents.") { List(io), Show(io), Validate(io) };

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
        return new Command("show", "Shows an agent whole.") { name }.Runs(io, CommandRunner.JsonOption(), (parsed, console, _) =>
        {
            var wanted = parsed.GetValue(name)!;
            var agents = AgentDefinitionLoader.BuiltIn();
            var agent = agents.FirstOrDefault(agent => agent.Name == wanted)
                ?? throw new CliInputException($"There is no agent '{wanted}'.", $"There are {string.Join(", ", agents.Select(static agent => agent.Name))}.");
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

    private static Command Validate(CliIo io)
    {
        var paths = new Argument<string[]>("path") { Description = "Files, or folders whose .md files are checked.", Arity = ArgumentArity.OneOrMore };
        return new Command("validate", "Checks definitions of agents, and says what is wrong as a compiler would.") { paths }
            .Runs(io, CommandRunner.JsonOption(), (parsed, console, cancellationToken) =>
            {
                var files = parsed.GetValue(paths)!.SelectMany(Files).ToList();
                var diagnostics = new List<DefinitionDiagnostic>();
                foreach (var file in files)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    diagnostics.AddRange(AgentDefinitionLoader.LoadFile(file).Diagnostics);
                }

                foreach (var diagnostic in diagnostics)
                    console.Line(diagnostic.ToString(), Style(diagnostic.Severity));
                var faults = diagnostics.Count(static diagnostic => diagnostic.Severity != Severity.Info);
                console.Line($"{files.Count} files loaded, {faults} repaired or wrong, {diagnostics.Count - faults} notes");
                console.Json(new { ok = faults == 0, files = files.Count, diagnostics });
                return Task.FromResult(faults == 0 ? ExitCode.Ok : ExitCode.Findings);
            });
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path]
        : throw new CliInputException($"There is no file or folder '{path}'.", "Name a definition (.md), or a folder with definitions.");

    private static string Style(Severity severity) => severity switch
    {
        Severity.Error => "red",
        Severity.Warning => "yellow",
        _ => "grey",
    };

    private static string Role(AgentDefinition agent) =>
        agent.Areas.Count == 0 ? "makes" : "reviews " + string.Join(", ", agent.Areas).ToLowerInvariant();

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
