using System.Diagnostics;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification.Running;

namespace BackendAgents.Verification.OpenApi;

/// <summary>
/// Starts the service and compares the OpenAPI document that it gives of itself, derived from its code, with the delivered one, derived
/// from the blueprint. Executes what is delivered.
/// </summary>
internal sealed class OpenApiVerifier : IVerifier
{
    // A document of a thousand operations has some ten million characters.
    private const int MaxDocument = 64 * 1024 * 1024;

    /// <inheritdoc />
    public string Id => "openapi";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (ProcessRunner.Find("dotnet") is null)
            return Result(VerificationOutcome.NotRun, "There is no .NET SDK. Install .NET 10 to have the service started.", []);
        if (context.Artifacts.Find(OpenApiEmitter.Path)?.Content is not { } emitted)
            return Result(
                VerificationOutcome.Failed,
                "There is no document.",
                [Finding("The delivery has no openapi.json.", "Generate the delivery again.")]
            );

        context.Progress?.Report("Starting the service");
        var database = Path.Combine(Path.GetTempPath(), $"backend-agents-{Guid.NewGuid():N}.db");
        try
        {
            await using var service = await DeliveredService
                .StartAsync(context.Folder, context.Blueprint, $"Data Source={database}", cancellationToken)
                .ConfigureAwait(false);
            using var client = new HttpClient { BaseAddress = service.Address, MaxResponseContentBufferSize = MaxDocument };
            var served = await client.GetStringAsync("/openapi/v1.json", cancellationToken).ConfigureAwait(false);
            var differences = OpenApiComparer.Compare(emitted, served);
            return differences.Count == 0
                ? Result(VerificationOutcome.Passed, $"The running service describes itself as {OpenApiEmitter.Path} does.", [])
                : Result(
                    VerificationOutcome.Failed,
                    $"The running service differs from {OpenApiEmitter.Path} in {differences.Count} points.",
                    [
                        .. differences
                            .Take(50)
                            .Select(static difference =>
                                Finding(difference, "Mend the endpoint, or the blueprint that the document comes from.")
                            ),
                    ]
                );
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException)
        {
            return Result(
                VerificationOutcome.Failed,
                "The service can't be asked.",
                [Finding(Short(exception.Message), "Start the service by hand and see what it prints.")]
            );
        }
        finally
        {
            foreach (var file in (string[])[database, database + "-shm", database + "-wal"])
                File.Delete(file);
        }

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }

    private static Diagnostic Finding(string message, string remedy) =>
        // The part before the colon names the place, so that findings on several places stay several.
        new("SERVED001", Severity.Error, new Place(OpenApiEmitter.Path, message.Split(':')[0]), message, remedy) { Area = Area.Api };

    private static string Short(string text) => text.Length <= 2_000 ? text : text[^2_000..];
}
