using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Service;

/// <summary>The service itself, its tests and its README. Every delivery has it.</summary>
internal sealed class ServiceCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("aspnetcore", "ASP.NET Core", "The service with EF Core, its tests over HTTP and its README.")
        {
            Words = ["asp.net core", ".net"],
        };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new ServiceEmitter());
        delivery.Add(new ServiceTestsEmitter());
        delivery.Add(new ReadmeEmitter());
    }
}
