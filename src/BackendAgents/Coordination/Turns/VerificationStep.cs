using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Turns;

/// <summary>Runs the verifiers that the host opted in to, once for the same bytes.</summary>
internal sealed class VerificationStep(RunContext run, RunClock clock)
{
    private readonly Dictionary<string, IReadOnlyList<VerificationResult>> _byHash = new(StringComparer.Ordinal);

    public bool IsPending(ProjectSnapshot snapshot) =>
        run.Options.Verifiers.Count > 0 && snapshot.Blueprint is not null && !_byHash.ContainsKey(snapshot.Artifacts.Hash);

    public IReadOnlyList<VerificationResult> Results(ProjectSnapshot snapshot) =>
        _byHash.Count == 0 ? [] : _byHash.GetValueOrDefault(snapshot.Artifacts.Hash) ?? [];

    public IReadOnlyList<Finding> Findings(ProjectSnapshot snapshot)
    {
        var results = Results(snapshot);
        return results.Count == 0 ? [] : [.. results.SelectMany(static result => result.Findings)];
    }

    public async Task RunAsync(ProjectSnapshot snapshot, CancellationToken cancellationToken)
    {
        var results = new List<VerificationResult>();
        string? folder = null;
        try
        {
            foreach (var verifier in run.Options.Verifiers)
            {
                if (run.Journal.History.Verification(verifier.Id, snapshot.Artifacts.Hash) is { } recorded)
                {
                    clock.Reach(TimeSpan.FromTicks(recorded.Elapsed));
                    results.Add(recorded.Result);
                    run.Emit(new VerificationEnded(recorded.Result, Replayed: true));
                    continue;
                }

                if (run.Journal.IsReplay)
                    throw new DivergenceException(new Divergence(null, "missing verification", "the journal has none", $"{verifier.Id} on {snapshot.Artifacts.Hash}"));
                run.Emit(new VerificationStarted(verifier.Id));
                folder ??= LayOut(snapshot.Artifacts);
                var result = await VerifyAsync(verifier, snapshot, folder, cancellationToken).ConfigureAwait(false);
                run.Journal.Append(new VerificationRecord(snapshot.Artifacts.Hash, result, clock.Elapsed.Ticks));
                results.Add(result);
                run.Emit(new VerificationEnded(result, Replayed: false));
                if (result.Outcome == VerificationOutcome.NotRun)
                    run.Note(verifier.Id, null, "Not verified: " + result.Summary);
            }
        }
        finally
        {
            if (folder is not null && run.Options.VerificationFolder is null)
                Delete(folder);
        }

        _byHash[snapshot.Artifacts.Hash] = results;
    }

    private async Task<VerificationResult> VerifyAsync(IVerifier verifier, ProjectSnapshot snapshot, string folder, CancellationToken cancellationToken)
    {
        var started = run.Options.Time.GetTimestamp();
        try
        {
            var result = await verifier.VerifyAsync(new VerificationContext(snapshot.Blueprint!, snapshot.Artifacts, folder), cancellationToken)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            // A failure without a finding would block nothing and be routed to nobody.
            return result is { Outcome: VerificationOutcome.Failed, Findings.Count: 0 }
                ? result with { Findings = [new Finding("VERIFY", Severity.Error, Area.Quality, new Location(Location.BlueprintPath), $"{verifier.Id}: {result.Summary}", "Mend what the verifier reports.")] }
                : result;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new VerificationResult(verifier.Id, VerificationOutcome.NotRun, $"The verifier itself failed: {error.GetType().Name}: {error.Message}", [], run.Options.Time.GetElapsedTime(started));
        }
    }

    private string LayOut(ArtifactSet artifacts)
    {
        var root = run.Options.VerificationFolder ?? Path.Combine(Path.GetTempPath(), "backend-agents-verify");
        // A new folder each time: leftovers of an earlier build must not speak for this one.
        var folder = Path.GetFullPath(Path.Combine(root, $"{run.RunId}-{artifacts.Hash[..12]}-{Path.GetRandomFileName()}"));
        foreach (var artifact in artifacts)
        {
            var path = Path.GetFullPath(Path.Combine(folder, artifact.Path));
            if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidOperationException($"The artifact path '{artifact.Path}' leaves its folder.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, artifact.Content);
        }

        return folder;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A straggler of a verifier may still hold a file; the system's temporary folder is cleaned by the system.
        }
    }
}
