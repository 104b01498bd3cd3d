using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Projects;

/// <summary>A project at one moment. Immutable.</summary>
/// <param name="Revision">Counts actual changes.</param>
/// <param name="Blueprint">The blueprint; null before the first.</param>
/// <param name="Artifacts">All files: emitted, <c>backend.yaml</c>, and documents that were added.</param>
/// <param name="Findings">What breaks a rule.</param>
internal sealed record ProjectSnapshot(int Revision, Blueprint? Blueprint, ArtifactSet Artifacts, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>The last document that was refused, which edits mend; null when none is waiting.</summary>
    public string? Draft { get; init; }
}
