using System.Text.Json.Serialization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Verification;

/// <summary>
/// An expensive judge: it does something real with what was delivered (compiles it, applies it, calls it). Safe on any thread.
/// </summary>
public interface IVerifier
{
    /// <summary>Kebab-case id, unique: <c>postgresql</c>.</summary>
    string Id { get; }

    /// <summary>Judges what was delivered.</summary>
    /// <param name="context">What was delivered.</param>
    /// <param name="cancellationToken">Stops the judge; whatever it started ends with it.</param>
    /// <returns>The verdict. What the delivery does wrong is a finding, never an exception.</returns>
    Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken);
}

/// <summary>What a verifier judges.</summary>
/// <param name="Blueprint">The blueprint; valid.</param>
/// <param name="Artifacts">The files as delivered.</param>
/// <param name="Folder">The folder on disk that holds them.</param>
/// <param name="Progress">Hears what happens, in short sentences for people; may be null.</param>
public sealed record VerificationContext(Blueprint Blueprint, ArtifactSet Artifacts, string Folder, IProgress<string>? Progress = null);

/// <summary>What a verifier came to.</summary>
/// <param name="Verifier">Id of the verifier.</param>
/// <param name="Outcome">The verdict in a word.</param>
/// <param name="Summary">What was done and seen; when it did not run, why not and how to make it.</param>
/// <param name="Findings">What is wrong; empty unless it failed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record VerificationResult(
    string Verifier,
    VerificationOutcome Outcome,
    string Summary,
    IReadOnlyList<Diagnostic> Findings,
    TimeSpan Duration
)
{
    /// <summary>What became of each scenario; empty for verifiers that play none.</summary>
    [JsonInclude]
    internal IReadOnlyList<ScenarioResult> Scenarios { get; init; } = [];

    /// <summary>The declared behaviour that tests are about, and what became of them; empty for verifiers that run none.</summary>
    [JsonInclude]
    internal IReadOnlyList<ShownBehaviour> Shown { get; init; } = [];
}

/// <summary>The verdict of a verifier.</summary>
public enum VerificationOutcome
{
    /// <summary>Everything was as it should be.</summary>
    Passed,

    /// <summary>Something is wrong; the findings say what.</summary>
    Failed,

    /// <summary>It could not judge, because something it needs is missing here. Never the same as passed.</summary>
    NotRun,

    /// <summary>There is nothing for it to judge: the blueprint does not ask for what it looks at. Says nothing for or against.</summary>
    NotAskedFor,
}
