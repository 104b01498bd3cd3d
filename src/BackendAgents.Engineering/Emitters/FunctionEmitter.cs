using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters;

/// <summary>An emitter that a host gives as a function.</summary>
internal sealed class FunctionEmitter(string id, string description, Func<ServicePlan, IEnumerable<Artifact>> write) : IEmitter
{
    public string Id => id;

    public string Description => description;

    public IEnumerable<Artifact> Emit(Delivery delivery) => write(delivery.Plan);
}
