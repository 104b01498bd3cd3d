using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What a service has because it is one of several: it takes part in the tests of the whole.</summary>
internal sealed class MemberCapability : ICapability, IEmitter
{
    /// <summary>Setting of the time in which an instance that ends still answers.</summary>
    public const string DrainSeconds = "Shutdown:DrainSeconds";

    public CapabilityInfo Info { get; } =
        new("services", "Several services", "As many services as the blueprint draws, each with its database, behind one gateway.");

    public string Id => Info.Id;

    public string Description => "The service as a part of the tests of all services";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Part is not null;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(
            new Setting(DrainSeconds, "seconds for which an instance that is told to end still answers, while the gateway turns away", "0")
        );
        foreach (var peer in plan.Blueprint.Part!.Peers)
            plan.Add(GatewayPlan.AddressOf(peer.Name, peer.Port));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddMiddleware(MiddlewareStage.Limits, "app.UseTimeLeft();");
        delivery.AddRegistration("services.AddDraining(builder.Configuration);");
        var part = delivery.Plan.Blueprint.Part!;
        delivery.AddSection(
            "One of several",
            $"""
            This is the service {part.Name} of {part.System}; callers reach it through the gateway in the folder above the services. It has
            a database of its own. What it needs of rows that other services own are copies, which their events keep: a moment behind,
            never written here.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Services/")
            .Concat(PeerFiles.Emit(model))
            .Concat(Template.Folder(model, Template.Tests + "Services/"))
            .Concat(model.KeepsAccounts ? Template.Folder(model, Template.Tests + "Services/Issuer/") : []);
    }
}
