using System.Diagnostics;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.Load;

/// <summary>
/// Sends reads to the running service at the peak of its targets, as far as this machine can, and holds what it measures against them.
/// A service that does not ask for load tests needs none. Executes what is delivered.
/// </summary>
internal sealed class LoadVerifier : IVerifier
{
    private const int MostPerSecond = 200;
    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(5);

    // One caller sends all of it.
    private static readonly Dictionary<string, string?> s_unlimited = new() { ["RateLimit__RequestsPerMinute"] = "1000000" };

    /// <inheritdoc />
    public string Id => "load";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Blueprint.Capability(LoadTestCapability.Id) is null)
            return Result(VerificationOutcome.Passed, "No load test is asked for.", []);
        var paths = LoadMix.PublicReads(CapabilityCatalog.BuiltIn.Plan(context.Blueprint).Contract);
        if (paths.Count == 0)
            return Result(
                VerificationOutcome.NotRun,
                "Nobody may read anything without an account; run tests/load/k6.js, which makes some.",
                []
            );
        var perSecond = Math.Clamp(context.Blueprint.Targets.RequestsPerSecond ?? 50, 1, MostPerSecond);
        var database = Path.Combine(Path.GetTempPath(), $"backend-agents-{Guid.NewGuid():N}.db");
        try
        {
            context.Progress?.Report("Starting the service");
            await using var service = await DeliveredService
                .StartAsync(context.Folder, context.Blueprint, $"Data Source={database}", cancellationToken, s_unlimited)
                .ConfigureAwait(false);
            using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(30) };
            context.Progress?.Report($"Sending {perSecond} reads a second");
            await LoadClient.RunAsync(client, paths, Math.Min(perSecond, 20), s_warm, cancellationToken).ConfigureAwait(false);
            var measured = await LoadClient.RunAsync(client, paths, perSecond, s_time, cancellationToken).ConfigureAwait(false);
            var findings = LoadJudgement.Of(context.Blueprint.Targets, measured);
            return Result(
                findings.Count == 0 ? VerificationOutcome.Passed : VerificationOutcome.Failed,
                LoadJudgement.Summary(measured, perSecond),
                findings
            );
        }
        catch (Exception exception) when (exception is InvalidOperationException or FileNotFoundException)
        {
            return Result(VerificationOutcome.NotRun, "The service can't be started: " + exception.Message, []);
        }
        finally
        {
            foreach (var file in (string[])[database, database + "-shm", database + "-wal"])
                File.Delete(file);
        }

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }
}
