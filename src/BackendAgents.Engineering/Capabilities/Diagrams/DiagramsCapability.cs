using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Diagrams;

/// <summary>Entity-relationship diagram of the tables.</summary>
internal sealed class DiagramsCapability : ICapability
{
    public CapabilityInfo Info { get; } = new("diagrams", "Diagrams", "Entity-relationship diagram of the tables.");

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery) => delivery.Add(new ErDiagramEmitter());
}
