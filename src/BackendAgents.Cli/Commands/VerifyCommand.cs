using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Code;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Cli.Commands;

/// <summary><c>verify</c>: compiles, tests, starts and calls a delivered backend. Runs what is in the folder.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliIo io)
    {
        var folder = new Argument<string>("folder") { Description = "A folder that 'build' or 'generate' made." };
        var runWritten = RunSettings.RunWrittenOption();
        var plans = new Option<bool>("--plans")
        {
            Description = "Also fill a real PostgreSQL with 100,000 rows a table and look whether each list finds its page by an index.",
        };
        var scenario = new Option<string?>("--scenario") { Description = "Only play this scenario, by its id, and show its steps." };
        return new Command(
            "verify",
            "Compiles and tests a delivered backend, applies its schema to a real database, starts it and compares its "
                + "contract. Executes the code in the folder."
        )
        {
            folder,
            runWritten,
            plans,
            scenario,
        }.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var path = parsed.GetValue(folder)!;
            var blueprint = await BlueprintFile.ReadAsync(path, console, cancellationToken);
            if (blueprint is null)
                return ExitCode.BadInput;
            if (!parsed.GetValue(runWritten) && HandWritten.ByAgents(DeliveredFiles.Read(path)).FirstOrDefault() is { } written)
                throw new CliInputException(
                    $"An agent wrote {written.Path}, and verifying would run it.",
                    "Read what it does, then allow it: --run-written-code."
                );
            if (parsed.GetValue(scenario) is { } one)
                return await PlayAsync(one, blueprint, path, console, cancellationToken);
            var results = new List<VerificationResult>();
            foreach (var verifier in parsed.GetValue(plans) ? [.. Verifiers.All(), new PlanVerifier()] : Verifiers.All())
                results.Add(await RunAsync(verifier, blueprint, path, console, cancellationToken));
            var requirements = RequirementProof.Of(blueprint, results);
            RequirementLines.Print(requirements, console);
            // Last, since what is proven of requirements says nothing of the rest.
            foreach (var failed in results.Where(static result => result.Outcome == VerificationOutcome.Failed))
                console.Line($"Not verified: {failed.Verifier} failed. {failed.Summary}", "red");
            console.Json(
                new
                {
                    ok = results.TrueForAll(static result => result.Outcome != VerificationOutcome.Failed),
                    results,
                    requirements,
                }
            );
            return results.Exists(static result => result.Outcome == VerificationOutcome.Failed) ? ExitCode.Findings : ExitCode.Ok;
        });
    }

    private static async Task<int> PlayAsync(
        string id,
        Blueprint blueprint,
        string folder,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var scenario = blueprint.Scenarios.FirstOrDefault(scenario => scenario.Id == id)
            ?? throw new CliInputException(
                $"There is no scenario '{id}'.",
                "These are there: " + string.Join(", ", blueprint.Scenarios.Select(static scenario => scenario.Id)) + "."
            );
        using var trial = new ScenarioTrial(Path.GetFullPath(folder));
        var played = await console.WatchAsync(
            () => $"scenario {id}",
            () => trial.PlayAsync(blueprint, DeliveredFiles.Read(folder), scenario, cancellationToken)
        );
        foreach (var step in played.Passed)
            console.Line("  " + step, "green");
        if (played.Failure is { } failure)
            console.Line("  " + failure, "red");
        console.Line($"{(played.Failure is null ? "passes" : "fails")}: {scenario.Title}");
        console.Json(
            new
            {
                ok = played.Failure is null,
                scenario = id,
                played,
            }
        );
        return played.Failure is null ? ExitCode.Ok : ExitCode.Findings;
    }

    private static async Task<VerificationResult> RunAsync(
        IVerifier verifier,
        Blueprint blueprint,
        string folder,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        console.Line($"{verifier.Id} …");
        var context = new VerificationContext(
            blueprint,
            DeliveredFiles.Read(folder),
            Path.GetFullPath(folder),
            new Progress<string>(line => console.Line("  " + line, "grey"))
        );
        var started = TimeProvider.System.GetTimestamp();
        var result = await console.WatchAsync(
            () => $"{verifier.Id} {TimeProvider.System.GetElapsedTime(started):m\\:ss}",
            () => verifier.VerifyAsync(context, cancellationToken)
        );
        var outcome = RunLines.Words(result.Outcome.ToString());
        console.Line($"{verifier.Id}: {outcome} in {result.Duration.TotalSeconds:F1} s. {result.Summary}", Style(result.Outcome));
        ScenarioLines.Print(result, blueprint, console);
        FindingList.Print(result.Findings, console);
        return result;
    }

    private static string Style(VerificationOutcome outcome) =>
        outcome switch
        {
            VerificationOutcome.Passed => "green",
            VerificationOutcome.Failed => "red",
            VerificationOutcome.NotAskedFor => "grey",
            _ => "yellow",
        };
}
