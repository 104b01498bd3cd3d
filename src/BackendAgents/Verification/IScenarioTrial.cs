using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Verification;

/// <summary>
/// Plays single scenarios against a service as it stands while it is being written, again and again. Executes what agents wrote, so there
/// is one only where the host allows that. One play at a time; what it keeps on disk goes with it, or with the process.
/// </summary>
internal interface IScenarioTrial : IDisposable
{
    /// <summary>Plays a scenario.</summary>
    /// <param name="blueprint">The blueprint; valid.</param>
    /// <param name="artifacts">The files as they are now.</param>
    /// <param name="scenario">A scenario of the blueprint.</param>
    /// <param name="cancellationToken">Ends it with whatever it started.</param>
    /// <returns>What was seen; what the service does wrong is never an exception.</returns>
    Task<TrialResult> PlayAsync(Blueprint blueprint, ArtifactSet artifacts, Scenario scenario, CancellationToken cancellationToken);
}

/// <summary>A verifier that can also play single scenarios.</summary>
internal interface ITriesScenarios
{
    /// <summary>Begins; nothing is started until a scenario is played.</summary>
    IScenarioTrial Begin();
}

/// <summary>What was seen of a scenario that was played once.</summary>
/// <param name="Passed">The steps that went as they should, in words.</param>
/// <param name="Failure">The step that did not, and what was sent and answered; null when all did.</param>
/// <param name="Duration">How long it took, with compiling.</param>
internal sealed record TrialResult(IReadOnlyList<string> Passed, string? Failure, TimeSpan Duration);
