using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters;

/// <summary>Turns a blueprint into files. A pure function: the same blueprint gives the same bytes, on every machine and thread.</summary>
public interface IEmitter
{
    /// <summary>Kebab-case id, unique and never reused: <c>openapi</c>.</summary>
    string Id { get; }

    /// <summary>What it writes, in a few words.</summary>
    string Description { get; }

    /// <summary>Writes the files for a valid blueprint.</summary>
    /// <param name="blueprint">A blueprint without errors; see the validator.</param>
    IEnumerable<Artifact> Emit(Blueprint blueprint);
}
