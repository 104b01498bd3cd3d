using System.CommandLine;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Cli.Commands;

/// <summary><c>generate</c>: writes everything that a blueprint delivers. No agent, no model.</summary>
internal static class GenerateCommand
{
    public static Command Create(CliIo io)
    {
        var file = new Argument<string>("blueprint") { Description = "A backend.yaml." };
        var output = new Option<string>("--out", "-o") { Description = "The folder to write to.", Required = true };
        var into = IntoOption();
        return new Command("generate", "Writes a backend from a blueprint, without agents.") { file, output, into }.Runs(
            io,
            CommandRunner.JsonOption(),
            async (parsed, console, cancellationToken) =>
            {
                var blueprint = await BlueprintFile.ReadAsync(parsed.GetValue(file)!, console, cancellationToken);
                if (blueprint is null)
                    return ExitCode.BadInput;
                var project = new BackendProject();
                project.Replace(blueprint);
                var report = Delivery.Write(parsed.GetValue(output)!, project.Current.Artifacts, parsed.GetValue(into), cancellationToken);
                Delivery.Print(report, parsed.GetValue(output)!, console);
                console.Json(new { ok = true, report });
                return ExitCode.Ok;
            }
        );
    }

    public static Option<bool> IntoOption() =>
        new("--into-existing")
        {
            Description = "Write into a folder that holds other files. Files that this tool did not write are never touched.",
        };
}
