using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Cli.Commands;

/// <summary>
/// <c>check</c>: runs the rules over a blueprint, or over a delivered folder as it is on disk. Runs nothing that is in it.
/// </summary>
internal static class CheckCommand
{
    public static Command Create(CliIo io)
    {
        var path = new Argument<string>("path") { Description = "A delivered folder, or a backend.yaml." };
        var fix = new Option<bool>("--fix") { Description = "Mend what rules can mend: changes backend.yaml and writes the files anew." };
        return new Command("check", "Runs the rules over a blueprint or a delivered folder.") { path, fix }.Runs(
            io,
            CommandRunner.JsonOption(),
            async (parsed, console, cancellationToken) =>
            {
                var target = parsed.GetValue(path)!;
                var blueprint = await BlueprintFile.ReadAsync(target, console, cancellationToken);
                if (blueprint is null)
                    return ExitCode.BadInput;
                if (parsed.GetValue(fix))
                    blueprint = await FixAsync(blueprint, target, console, cancellationToken);
                var artifacts = Directory.Exists(target) ? DeliveredFiles.Read(target) : CapabilityCatalog.BuiltIn.Deliver(blueprint);
                var findings = new CheckEngine().Check(new CheckContext(blueprint, artifacts));
                FindingList.Print(findings, console);
                var errors = findings.Count(static finding => finding.Severity == Severity.Error);
                console.Line($"{findings.Count} findings, {errors} of them errors.", errors > 0 ? "red" : "green");
                console.Json(new { ok = errors == 0, findings });
                return errors > 0 ? ExitCode.Findings : ExitCode.Ok;
            }
        );
    }

    private static async Task<Blueprint> FixAsync(
        Blueprint blueprint,
        string target,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var project = new BackendProject();
        project.Replace(blueprint);
        var mended = project.Fix(project.Current.Findings.Where(static finding => finding.Fixable).Select(static finding => finding.Key));
        console.Line($"{mended} findings mended.");
        if (mended == 0)
            return blueprint;
        if (Directory.Exists(target))
            Delivery.Print(Delivery.Write(target, project.Current.Artifacts, intoExisting: true, cancellationToken), target, console);
        else
            await File.WriteAllTextAsync(target, BlueprintYaml.Write(project.Current.Blueprint!), cancellationToken);
        return project.Current.Blueprint!;
    }
}
