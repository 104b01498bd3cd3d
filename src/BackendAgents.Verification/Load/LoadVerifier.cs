using System.Diagnostics;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Planning;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Verification.Load;

/// <summary>
/// Sends reads, and the scenarios' conversations by accounts of their roles, to the running service at the peak of its targets, as far as
/// this machine can, and holds what it measures against them.
/// A service that does not ask for load tests needs none. Executes what is delivered.
/// </summary>
internal sealed class LoadVerifier : IVerifier
{
    private const int MostPerSecond = 200;
    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(5);

    // One caller sends all of it.
    private static readonly Dictionary<string, string?> s_unlimited = new()
    {
        ["RateLimit__RequestsPerMinute"] = "1000000",
        ["RateLimit__AuthenticationsPerMinute"] = "100000",
    };

    /// <inheritdoc />
    public string Id => "load";

    // A valid name for the first administrator; nobody is asked where there is none.
    private static string AdminLogin(ServicePlan plan) => plan.Index.LoginField?.Type == FieldType.Email ? "load@example.com" : "loadadmin";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Blueprint.Capability(LoadTestCapability.Id) is null)
            return Result(VerificationOutcome.NotAskedFor, "No load test is asked for.", []);
        var plan = CapabilityCatalog.BuiltIn.Plan(context.Blueprint);
        var paths = LoadMix.PublicReads(plan.Contract);
        var mix = new LoadConversations(plan);
        List<JsonObject> conversations = [.. mix.Write().Select(static one => one!.AsObject())];
        if (paths.Count == 0 && conversations.Count == 0)
            return Result(
                VerificationOutcome.NotRun,
                "Nobody may read anything without an account; run tests/load/k6.js, which makes some.",
                []
            );
        var perSecond = Math.Clamp(context.Blueprint.Targets.RequestsPerSecond ?? 50, 1, MostPerSecond);
        // Known to nobody, and gone with the run.
        var (login, password) = (AdminLogin(plan), Guid.NewGuid().ToString("N"));
        var settings = new Dictionary<string, string?>(s_unlimited) { ["Admin__Login"] = login, ["Admin__Password"] = password };
        try
        {
            await using var database = await LoadDatabase.OpenAsync(context, cancellationToken).ConfigureAwait(false);
            context.Progress?.Report("Starting the service");
            await using var service = await DeliveredService
                .StartAsync(context.Folder, context.Blueprint, database.ConnectionString, cancellationToken, settings)
                .ConfigureAwait(false);
            using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(30) };
            var caller = conversations.Count > 0 ? new LoadCaller(client, mix.Accounts()!, login, password) : null;
            try
            {
                await (caller?.MakeAccountsAsync(conversations, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            catch (InvalidOperationException) when (paths.Count > 0)
            {
                // Accounts that are made in another way than by registering: what anybody may read is still a load.
                caller = null;
            }

            context.Progress?.Report($"Sending {perSecond} requests a second");
            Task<LoadMeasurement> SendAsync(int rate, TimeSpan time) =>
                LoadClient.RunAsync(client, paths, rate, time, cancellationToken, caller, conversations);
            await SendAsync(Math.Min(perSecond, 20), s_warm).ConfigureAwait(false);
            var measured = await SendAsync(perSecond, s_time).ConfigureAwait(false) with { MemoryMebibytes = service.PeakMebibytes };
            var findings = LoadJudgement.Of(context.Blueprint.Targets, measured, LoadMix.MemoryMebibytes(plan));
            return Result(
                findings.Count == 0 ? VerificationOutcome.Passed : VerificationOutcome.Failed,
                LoadJudgement.Summary(measured, perSecond, database.Name),
                findings
            );
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or FileNotFoundException or HttpRequestException or NpgsqlException)
        {
            return Result(VerificationOutcome.NotRun, "The load can't be made: " + exception.Message, []);
        }

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }
}
