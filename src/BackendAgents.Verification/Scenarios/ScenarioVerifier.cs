using System.Diagnostics;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// Plays the blueprint's scenarios against the service, by its own delivered tests, and each once more without each of the operations
/// that it calls: a scenario that passes all the same shows nothing about that operation. Executes what is delivered.
/// </summary>
internal sealed class ScenarioVerifier : IVerifier, ITriesScenarios
{
    /// <inheritdoc />
    public string Id => "scenarios";

    /// <summary>How long all scenarios together may take; what is not played by then counts as failed.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one call of a scenario may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));

        var scenarios = context.Blueprint.Scenarios;
        if (scenarios.Count == 0)
            return Result(VerificationOutcome.NotAskedFor, "The blueprint has no scenario; none was played.", []);
        if (ProcessRunner.Find("dotnet") is not { } dotnet)
            return Result(VerificationOutcome.NotRun, "There is no .NET SDK. Install .NET 10 to have the scenarios played.", []);

        context.Progress?.Report($"Playing {scenarios.Count} scenarios, each with and without its operations");
        var results = await new ScenarioPlayer(dotnet, context, Limit, Patience).PlayAsync(cancellationToken).ConfigureAwait(false);
        return Result(
            results.All(static result => result.Failure is null) ? VerificationOutcome.Passed : VerificationOutcome.Failed,
            Summary(results),
            [.. scenarios.Zip(results).SelectMany(static pair => Findings(pair.First, pair.Second))]
        ) with
        {
            Scenarios = results,
        };
    }

    /// <inheritdoc />
    public IScenarioTrial Begin() => new ScenarioTrial();

    private static string Summary(IReadOnlyList<ScenarioResult> results)
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
