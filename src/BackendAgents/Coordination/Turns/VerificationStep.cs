using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Turns;

/// <summary>Runs the verifiers that the host opted in to, once for the same bytes.</summary>
internal sealed class VerificationStep(RunContext run, RunClock clock)
{
    // A cancelled run must end within a second, so a verifier gets no longer to stop.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(700);

    private const string Refused =
        "It holds code that an agent wrote, and this host does not run such code. Allow it: RunWrittenCode, or --run-written-code.";

    private readonly Dictionary<string, IReadOnlyList<VerificationResult>> _byHash = new(StringComparer.Ordinal);

    public bool IsPending(ProjectSnapshot snapshot) =>
        run.Options.Verifiers.Count > 0 && snapshot.Blueprint is not null && !_byHash.ContainsKey(snapshot.Artifacts.Hash);

    public IReadOnlyList<VerificationResult> Results(ProjectSnapshot snapshot) =>
        _byHash.Count == 0 ? [] : _byHash.GetValueOrDefault(snapshot.Artifacts.Hash) ?? [];

    public IReadOnlyList<Diagnostic> Findings(ProjectSnapshot snapshot)
    {
        var results = Results(snapshot);
        return results.Count == 0 ? [] : [.. results.SelectMany(static result => result.Findings)];
    }

    /// <summary>Whether verifiers would run what an agent wrote, and the host did not allow it.</summary>
    public bool IsRefused(ProjectSnapshot snapshot) =>
        run.Options is { Verifiers.Count: > 0, RunWrittenCode: false } && HandWritten.ByAgents(snapshot.Artifacts).Any();

    public async Task RunAsync(ProjectSnapshot snapshot, CancellationToken cancellationToken)
    {
        var results = new List<VerificationResult>();
        var leftBehind = new List<Task>();
        string? folder = null;
        var laidOut = false;
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

                // This is not recorded, so that somebody who allows verification can resume the run.
                if (IsRefused(snapshot))
                {
                    results.Add(new VerificationResult(verifier.Id, VerificationOutcome.NotRun, Refused, [], TimeSpan.Zero));
                    run.Emit(new VerificationEnded(results[^1], Replayed: false));
                    continue;
                }

                if (run.Journal.IsReplay)
                    throw new DivergenceException(
                        new Divergence(null, "missing verification", "the journal has none", $"{verifier.Id} on {snapshot.Artifacts.Hash}")
                    );
                run.Emit(new VerificationStarted(verifier.Id));
                if (folder is null)
                {
                    folder = NewFolder(snapshot.Artifacts);
                    await LayOutAsync(snapshot.Artifacts, folder, cancellationToken).ConfigureAwait(false);
                    laidOut = true;
                }

                var result = await VerifyAsync(
                        verifier,
                        new VerificationContext(snapshot.Blueprint!, snapshot.Artifacts, folder),
                        leftBehind,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                run.Journal.Append(new VerificationRecord(snapshot.Artifacts.Hash, result, clock.Elapsed.Ticks));
                results.Add(result);
                run.Emit(new VerificationEnded(result, Replayed: false));
                if (result.Outcome == VerificationOutcome.NotRun)
                    run.Note(verifier.Id, null, "Not verified: " + result.Summary);
            }
        }
        finally
        {
            if (folder is not null && (run.Options.VerificationFolder is null || !laidOut))
                DeleteAfter(folder, leftBehind);
        }

        _byHash[snapshot.Artifacts.Hash] = results;
    }

    private async Task<VerificationResult> VerifyAsync(
        IVerifier verifier,
        VerificationContext context,
        List<Task> leftBehind,
        CancellationToken cancellationToken
    )
    {
        var started = run.Options.Time.GetTimestamp();
        // A verifier may block, and so may its callbacks. Its own thread and token keep the run and the thread pool free.
        var stop = new CancellationTokenSource();
        var work = Task
            .Factory.StartNew(
                () => verifier.VerifyAsync(context, stop.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();
        await ((Task)work)
            .WaitAsync(run.Options.VerifierTimeout, run.Options.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var tookTooLong = !work.IsCompleted;
        if (tookTooLong)
            await EndAsync(verifier, work, stop, leftBehind).ConfigureAwait(false);
        // A stopped verifier's answer says nothing about the artifacts.
        cancellationToken.ThrowIfCancellationRequested();
        if (tookTooLong)
            return NotRun($"It was not done within {run.Options.VerifierTimeout} and was stopped.");

        stop.Dispose();
        try
        {
            var result = await work.ConfigureAwait(false) ?? throw new InvalidOperationException("It returned nothing.");
            // The record uses the id that it is looked up by. A failure without a finding would not block, so it gets one.
            return result is { Outcome: VerificationOutcome.Failed, Findings.Count: 0 }
                ? result with
                {
                    Verifier = verifier.Id,
                    Findings =
                    [
                        new Diagnostic(
                            "VERIFY",
                            Severity.Error,
                            new Place(Place.BlueprintFile),
                            $"{verifier.Id}: {result.Summary}",
                            "Mend what the verifier reports."
                        )
                        {
                            Area = Area.Quality,
                        },
                    ],
                }
                : result with
                {
                    Verifier = verifier.Id,
                };
        }
        catch (Exception error)
        {
            return NotRun($"The verifier itself failed: {error.GetType().Name}: {error.Message}");
        }

        VerificationResult NotRun(string why) =>
            new(verifier.Id, VerificationOutcome.NotRun, why, [], run.Options.Time.GetElapsedTime(started));
    }

    private async Task EndAsync(IVerifier verifier, Task work, CancellationTokenSource stop, List<Task> leftBehind)
    {
        _ = Task.Factory.StartNew(stop.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Real time is used, not the run's clock, because the caller waits for this.
        await Task.WhenAny(work, Task.Delay(s_grace, CancellationToken.None)).ConfigureAwait(false);
        if (work.IsCompleted)
            return;
        leftBehind.Add(work);
        run.Note(
            verifier.Id,
            null,
            $"It went on for more than {s_grace.TotalSeconds:0.0} s after it was told to stop, and was left behind."
        );
    }

    private string NewFolder(ArtifactSet artifacts)
    {
        var root = run.Options.VerificationFolder ?? Path.Combine(Path.GetTempPath(), "backend-agents-verify");
        // Each verification gets a new folder, so that earlier build output cannot affect it.
        return Path.GetFullPath(Path.Combine(root, $"{run.RunId}-{artifacts.Hash[..12]}-{Path.GetRandomFileName()}"));
    }

    private static async Task LayOutAsync(ArtifactSet artifacts, string folder, CancellationToken cancellationToken)
    {
        var at = "";
        try
        {
            foreach (var artifact in artifacts)
            {
                at = artifact.Path;
                var path = Path.GetFullPath(Path.Combine(folder, artifact.Path));
                if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new InvalidOperationException("The path leaves its folder.");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, artifact.Content, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            throw new IOException($"The artifact '{at}' cannot be laid out for the verifiers in '{folder}': {error.Message}", error);
        }
    }

    // An abandoned verifier may still work in the folder, which is then kept.
    private static void DeleteAfter(string folder, List<Task> leftBehind)
    {
        if (leftBehind.TrueForAll(static work => work.IsCompleted))
            Delete(folder);
        else
            _ = Task.WhenAll(leftBehind)
                .ContinueWith(_ => Delete(folder), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process of the verifier may still hold a file. The system cleans its temporary folder.
        }
    }
}
