using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

/// <summary>The OpenAPI document of the service.</summary>
internal sealed class OpenApiCapability : ICapability
{
    public CapabilityInfo Info { get; } = new("openapi", "OpenAPI", "The OpenAPI document of the service.");

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new OpenApiEmitter());
        delivery.Add(DeliveredPackages.Of("Microsoft.AspNetCore.OpenApi"));
        delivery.AddRegistration("services.AddContractDocument();");
        delivery.AddEndpoints("app.MapOpenApi().DisableRateLimiting();");
    }
}
