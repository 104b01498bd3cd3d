using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;

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
                var released = Delivery.Released(target);
                var blueprint = await BlueprintFile.ReadAsync(target, console, cancellationToken, released);
                if (blueprint is null)
                    return ExitCode.BadInput;
                if (parsed.GetValue(fix))
                    blueprint = await FixAsync(blueprint, target, console, cancellationToken);
                var isFolder = Directory.Exists(target);
                var artifacts = isFolder ? DeliveredFiles.Read(target) : CapabilityCatalog.BuiltIn.Deliver(blueprint);
                IReadOnlyList<Diagnostic> findings =
                [
                    .. Delivery.Reopened(blueprint, RequirementJudge.Reopen(blueprint)),
                    .. new CheckEngine().Check(new CheckContext(blueprint, artifacts) { Released = released?.Blueprint }),
                ];
                if (isFolder)
                    findings = [.. DeliveryState.Of(Preview(blueprint, target)), .. findings];
                FindingList.Print(findings, console);
                var errors = findings.Count(static finding => finding.Severity == Severity.Error);
                console.Line(
                    $"{Plural.Of(findings.Count, "finding")}, {Plural.Of(errors, "error")} among them.",
                    errors > 0 ? "red" : "green"
                );
                console.Json(new { ok = errors == 0, findings });
                return errors > 0 ? ExitCode.Findings : ExitCode.Ok;
            }
        );
    }

    private static WriteReport Preview(Blueprint blueprint, string folder) =>
        Delivery.Open(folder, intoExisting: true).Preview(Delivery.Project(blueprint, folder).Current.Artifacts);

    private static async Task<Blueprint> FixAsync(
        Blueprint blueprint,
        string target,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var project = Delivery.Project(blueprint, Directory.Exists(target) ? target : null);
        var mended = project.Fix(project.Current.Findings.Where(static finding => finding.Fixable).Select(static finding => finding.Key));
        console.Line($"{Plural.Of(mended, "finding")} mended.");
        if (mended == 0)
            return blueprint;
        if (Directory.Exists(target))
            Delivery.Print(Delivery.Open(target, intoExisting: true).Write(project.Current.Artifacts, cancellationToken), target, console);
        else
            await File.WriteAllTextAsync(target, BlueprintYaml.Write(project.Current.Blueprint!), cancellationToken);
        return project.Current.Blueprint!;
    }
}
