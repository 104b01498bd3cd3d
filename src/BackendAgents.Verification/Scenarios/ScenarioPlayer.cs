using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// Plays scenarios by the delivered tests: all in one process, and those that went down with it once more alone, so that code which ends
/// the process costs no other scenario its result.
/// </summary>
/// <param name="dotnet">The .NET SDK.</param>
/// <param name="context">What was delivered.</param>
/// <param name="limit">How long all may take.</param>
/// <param name="patience">How long one call may take.</param>
internal sealed class ScenarioPlayer(string dotnet, VerificationContext context, TimeSpan limit, TimeSpan patience)
{
    private const int MaxAlone = 20;

    // The rest of the time is for those that are played alone.
    private const double ShareOfAll = 0.7;

    /// <summary>What became of each scenario, in the order of the blueprint.</summary>
    public async Task<IReadOnlyList<ScenarioResult>> PlayAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("backend-agents-scenarios-").FullName;
        try
        {
            var scenarios = context.Blueprint.Scenarios;
            var end = TimeProvider.System.GetUtcNow() + limit;
            var run = await RunAsync(folder, "TestCategory=Acceptance", limit * ShareOfAll, cancellationToken).ConfigureAwait(false);
            var results = scenarios.ToDictionary(
                static scenario => scenario.Id,
                scenario => ScenarioReport.Read(folder, scenario.Id, run),
                StringComparer.Ordinal
            );
            var lost = scenarios.Where(scenario => !ScenarioReport.IsThere(folder, scenario.Id)).ToList();
            if (EndedEarly(run) && lost.Count is > 0 and <= MaxAlone)
            {
                context.Progress?.Report($"The tests ended early; playing {lost.Count} scenarios alone");
                foreach (var scenario in lost)
                {
                    var left = end - TimeProvider.System.GetUtcNow();
                    if (left <= TimeSpan.Zero)
                        break;
                    var alone = await RunAsync(
                            folder,
                            $"FullyQualifiedName~.{AcceptanceFiles.Class(scenario)}.",
                            left / 2,
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    results[scenario.Id] = ScenarioReport.Read(folder, scenario.Id, alone);
                }
            }

            return [.. scenarios.Select(scenario => results[scenario.Id])];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether a line says that the tests ended before their end.</summary>
    public static bool IsAbort(string line) => line.Contains("run was aborted", StringComparison.OrdinalIgnoreCase);

    // Tests that could not be built are another matter.
    private static bool EndedEarly(ProcessResult run) => run.TimedOut || IsAbort(run.Text);

    // What an agent wrote runs without a network, which a build may need.
    private async Task<ProcessResult> RunAsync(string folder, string filter, TimeSpan time, CancellationToken cancellationToken)
    {
        var name = Conventions.Pascal(context.Blueprint.Service.Name) + ".Tests";
        var tests = Path.Combine("tests", name);
        var program = Path.Combine(tests, "bin", "Debug", "net10.0", name + ".dll");
        ProcessRequest Request(params IReadOnlyList<string> arguments) =>
            new(dotnet, arguments)
            {
                WorkingDirectory = context.Folder,
                Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
                {
                    ["ACCEPTANCE_REPORT"] = folder,
                    ["TEST_PATIENCE"] = patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
                },
                Timeout = time,
            };

        if (!IsCurrent(context.Folder, Path.Combine(context.Folder, program)))
        {
            IReadOnlyList<string> build = ["build", tests, "-m:1", "-v", "q", .. DeliveryEnvironment.BuildArguments];
            var built = await ProcessRunner.RunAsync(Request(build), cancellationToken).ConfigureAwait(false);
            if (!built.Succeeded)
                return built;
        }

        var play = await NetworkIsolation.ForAsync(Request("test", program, "--filter", filter), context).ConfigureAwait(false);
        return await ProcessRunner.RunAsync(play, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether tests are younger than all that they and their service are compiled from: another verifier has often compiled them, or the
    /// first play has. Not told of several services.
    /// </summary>
    internal static bool IsCurrent(string folder, string program) =>
        File.Exists(program)
        && !Directory.Exists(Path.Combine(folder, "services"))
        && Directory
            .EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .All(project => DeliveredService.IsCurrent(folder, Path.GetDirectoryName(project)!, program));
}
