using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters;

/// <summary>Turns a plan into files. A pure function: the same plan gives the same bytes, on every machine and thread.</summary>
internal interface IEmitter
{
    /// <summary>Kebab-case id, unique and never reused: <c>openapi</c>.</summary>
    string Id { get; }

    /// <summary>What it writes, in a few words.</summary>
    string Description { get; }

    /// <summary>Writes the files of a delivery.</summary>
    /// <param name="delivery">The plan, and what its capabilities contribute.</param>
    IEnumerable<Artifact> Emit(Delivery delivery);
}
