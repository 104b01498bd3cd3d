using System.Diagnostics;
using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// Plays single scenarios by the delivered tests in a folder that stays between plays, so that a second one compiles only what has changed.
/// The tests run as a process of their own: bounded in time, memory and output, and without a network where the machine can take it away.
/// </summary>
/// <param name="folder">A folder that holds the delivery already, and is left as it is; null for one that comes and goes.</param>
internal sealed class ScenarioTrial(string? folder = null) : IScenarioTrial
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TrialFolder _files = new(folder);

    /// <summary>How long compiling may take, and how long playing.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one call may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task<TrialResult> PlayAsync(
        Blueprint blueprint,
        ArtifactSet artifacts,
        Scenario scenario,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        TrialResult Result(IReadOnlyList<string> passed, string? failure) => new(passed, failure, Stopwatch.GetElapsedTime(started));
        if (ProcessRunner.Find("dotnet") is not { } dotnet)
            return Result([], "There is no .NET SDK on this machine, so nothing was played.");

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        var report = Directory.CreateTempSubdirectory("backend-agents-scenario-").FullName;
        try
        {
            var mustRestore = _files.LayOut(artifacts);
            var name = Conventions.Pascal(blueprint.Service.Name) + ".Tests";
            var tests = Path.Combine("tests", name);
            // What analyzers say of style matters to the delivery, and not to what it does.
            string[] build = ["build", tests, "-m:1", "-v", "q", "-p:RunAnalyzers=false", .. DeliveryEnvironment.BuildArguments];
            var compile = Request(dotnet, mustRestore ? build : [.. build, "--no-restore"], report);
            var built = await ProcessRunner.RunAsync(compile, cancellationToken).ConfigureAwait(false);
            if (!built.Succeeded)
                return Result([], built.TimedOut ? "Compiling took too long." : "It doesn't compile: " + ScenarioReport.Short(built.Text));
            _files.Restored();

            var program = Path.Combine(tests, "bin", "Debug", "net10.0", name + ".dll");
            var filter = $"--TestCaseFilter:FullyQualifiedName~.{AcceptanceFiles.Class(scenario)}.";
            var play = await NetworkIsolation
                .ForAsync(Request(dotnet, ["vstest", program, filter], report), new VerificationContext(blueprint, artifacts, _files.Root))
                .ConfigureAwait(false);
            var played = await ProcessRunner.RunAsync(play, cancellationToken).ConfigureAwait(false);
            return Result(ScenarioReport.StepsOf(report, scenario.Id), ScenarioReport.Read(report, scenario.Id, played).Failure);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Result([], $"The files can't be laid out in '{_files.Root}': {error.Message}");
        }
        finally
        {
            _one.Release();
            Remove(report);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _files.Dispose();
        _one.Dispose();
    }

    // What was ended may still be writing; the system cleans its temporary folder.
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private ProcessRequest Request(string dotnet, IReadOnlyList<string> arguments, string report) =>
        new(dotnet, arguments)
        {
            WorkingDirectory = _files.Root,
            Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
            {
                ["ACCEPTANCE_REPORT"] = report,
                ["ACCEPTANCE_ONCE"] = "1",
                ["TEST_PATIENCE"] = Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            },
            Timeout = Limit,
        };
}
