using System.CommandLine;
using BackendAgents.Engineering.Diagnostics;

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
                var folder = parsed.GetValue(output)!;
                var released = Delivery.Released(folder);
                var blueprint = await BlueprintFile.ReadAsync(parsed.GetValue(file)!, console, cancellationToken, released);
                if (blueprint is null)
                    return ExitCode.BadInput;
                var workspace = Delivery.Open(folder, parsed.GetValue(into));
                var delivered = Delivery.Project(blueprint, folder).Current;
                var report = workspace.Write(delivered.Artifacts, cancellationToken);
                Delivery.Print(report, folder, console);
                var reopened = Delivery.Reopened(blueprint, delivered.Blueprint!);
                foreach (var note in reopened)
                    console.Line($"  {note.Place}: {note.Message} {note.Remedy}", "yellow");
                IReadOnlyList<Diagnostic> broken = [.. reopened, .. DeliveryState.Broken(report)];
                var isWhole = !broken.Any(static finding => finding.Severity == Severity.Error);
                console.Json(
                    new
                    {
                        ok = isWhole,
                        report,
                        findings = broken,
                    }
                );
                return isWhole ? ExitCode.Ok : ExitCode.Findings;
            }
        );
    }

    public static Option<bool> IntoOption() =>
        new("--into-existing")
        {
            Description = "Write into a folder that holds other files. Files that this tool did not write are never touched.",
        };
}
