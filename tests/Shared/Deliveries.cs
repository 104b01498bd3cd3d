using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters;

namespace BackendAgents.Tests.Shared;

/// <summary>What single emitters write.</summary>
internal static class Deliveries
{
    public static IEnumerable<Artifact> Emit(this IEmitter emitter, Blueprint blueprint) =>
        emitter.Emit(CapabilityCatalog.BuiltIn.Compose(CapabilityCatalog.BuiltIn.Plan(blueprint)));
}
