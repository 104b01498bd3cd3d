using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Arazzo;

/// <summary>The scenarios as an Arazzo document, for any runner of call sequences.</summary>
internal sealed class ArazzoCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("arazzo", "Arazzo", "The scenarios as a document of call sequences over the OpenAPI document.");

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Scenarios.Count > 0;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new ArazzoEmitter());
        delivery.AddSection(
            "Scenarios",
            $"What the service was asked to do, told as calls; `dotnet test {delivery.Plan.ProjectName}.slnx --filter "
                + "TestCategory=Acceptance` "
                + "plays them:\n\n"
                + string.Join('\n', delivery.Plan.Blueprint.Scenarios.Select(static scenario => "- " + scenario.Title))
                + $"\n\n`{ArazzoEmitter.Path}` holds those that need no clock for any other runner."
        );
    }
}
