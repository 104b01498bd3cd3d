using System.Diagnostics;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// Plays the blueprint's scenarios against the service, by its own delivered tests, and each once more without each of the operations
/// that it calls: a scenario that passes all the same shows nothing about that operation. Executes what is delivered.
/// </summary>
internal sealed class ScenarioVerifier : IVerifier
{
    /// <inheritdoc />
    public string Id => "scenarios";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));

        var scenarios = context.Blueprint.Scenarios;
        if (scenarios.Count == 0)
            return Result(VerificationOutcome.Passed, "The blueprint has no scenario; none was played.", []);
        if (ProcessRunner.Find("dotnet") is not { } dotnet)
            return Result(VerificationOutcome.NotRun, "There is no .NET SDK. Install .NET 10 to have the scenarios played.", []);

        context.Progress?.Report($"Playing {scenarios.Count} scenarios, each with and without its operations");
        var folder = Directory.CreateTempSubdirectory("backend-agents-scenarios-").FullName;
        try
        {
            var name = Conventions.Pascal(context.Blueprint.Service.Name);
            var run = await ProcessRunner
                .RunAsync(
                    new ProcessRequest(
                        dotnet,
                        [
                            "test",
                            Path.Combine("tests", $"{name}.Tests"),
                            "--filter",
                            "TestCategory=Acceptance",
                            "-m:1",
                            .. DeliveryEnvironment.BuildArguments,
                        ]
                    )
                    {
                        WorkingDirectory = context.Folder,
                        Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables) { ["ACCEPTANCE_REPORT"] = folder },
                        Timeout = TimeSpan.FromMinutes(10),
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            List<ScenarioResult> results = [.. scenarios.Select(scenario => ScenarioReport.Read(folder, scenario.Id, run))];
            return Result(
                results.TrueForAll(static result => result.Failure is null) ? VerificationOutcome.Passed : VerificationOutcome.Failed,
                Summary(results),
                [.. scenarios.Zip(results).SelectMany(static pair => Findings(pair.First, pair.Second))]
            ) with
            {
                Scenarios = results,
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Summary(List<ScenarioResult> results)
    {
        var failed = results.Count(static result => result.Failure is not null);
        var empty = results.Count(static result => result is { Failure: null, Unshown.Count: > 0 });
        return $"{results.Count(static result => result.Proves)} of {results.Count} scenarios pass, and fail without each operation "
            + "that they call"
            + (failed > 0 ? $"; {failed} fail" : "")
            + (empty > 0 ? $"; {empty} pass though an operation does nothing" : "")
            + ".";
    }

    private static IEnumerable<Diagnostic> Findings(Scenario scenario, ScenarioResult result)
    {
        if (result.Failure is { } failure)
            yield return new Diagnostic(
                "SCENARIO001",
                Severity.Error,
                Place.Of(scenario.Id),
                $"Scenario \"{scenario.Title}\" fails: {failure}",
                "Let the operation do what the scenario says; or correct the scenario where the brief says otherwise."
            )
            {
                Area = Area.Quality,
            };
        else if (result.Unshown.Count > 0)
            yield return new Diagnostic(
                "SCENARIO002",
                Severity.Warning,
                Place.Of(scenario.Id),
                $"Scenario \"{scenario.Title}\" passes though {string.Join(", ", result.Unshown)} does nothing.",
                "Add a step that sees what the operation did: read the row again, or expect the refusal of who may not."
            )
            {
                Area = Area.Quality,
            };
    }
}
