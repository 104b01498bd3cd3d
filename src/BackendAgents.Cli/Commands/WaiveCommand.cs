using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary><c>waive</c>: a person says that a requirement need not be met. No agent can.</summary>
internal static class WaiveCommand
{
    /// <summary>The command line that waives a requirement, to be pasted once a name and a reason stand in it.</summary>
    public static string Line(string program, string folder, string requirement) =>
        Shell.Line(program, ["waive", folder, requirement, "--by", "NAME", "--reason", "TEXT"]);

    public static Command Create(CliIo io)
    {
        var folder = new Argument<string>("folder") { Description = "A folder that 'build' or 'generate' made." };
        var requirement = new Argument<string>("requirement") { Description = "Id of the requirement in backend.yaml." };
        var by = new Option<string>("--by") { Description = "Who waives it.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it need not be met.", Required = true };
        return new Command("waive", "Says by a person's name that a requirement need not be met, and delivers the folder anew.")
        {
            folder,
            requirement,
            by,
            reason,
        }.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var path = parsed.GetValue(folder)!;
            var blueprint = await BlueprintFile.ReadAsync(path, console, cancellationToken, Delivery.Released(path));
            if (blueprint is null)
                return ExitCode.BadInput;
            var waived = Waive(blueprint, parsed.GetValue(requirement)!, parsed.GetValue(by)!, parsed.GetValue(reason)!);
            var report = Delivery.Open(path, intoExisting: true).Write(Delivery.Project(waived, path).Current.Artifacts, cancellationToken);
            Delivery.Print(report, path, console);
            var broken = DeliveryState.Broken(report);
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
        });
    }

    private static Blueprint Waive(Blueprint blueprint, string id, string by, string reason)
    {
        if (string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(reason))
            throw new CliInputException("A requirement is waived by somebody and for a reason.", "Give --by NAME and --reason TEXT.");
        if (blueprint.Requirements.All(requirement => requirement.Id != id))
            throw new CliInputException(
                $"There is no requirement '{id}'.",
                $"It has {string.Join(", ", blueprint.Requirements.Take(20).Select(static requirement => requirement.Id))}."
            );
        return blueprint with
        {
            Requirements =
            [
                .. blueprint.Requirements.Select(requirement =>
                    requirement.Id == id
                        ? requirement with
                        {
                            State = RequirementState.Waived,
                            WaivedBy = by.Trim(),
                            Reason = reason.Trim(),
                        }
                        : requirement
                ),
            ],
        };
    }
}
