using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Docker;

/// <summary>The container image of the service.</summary>
internal sealed class DockerCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new(ServiceImage.Capability, "Docker", "The container image of the service.") { Options = typeof(ImageOptions) };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery) => delivery.Add(new DockerEmitter());
}
