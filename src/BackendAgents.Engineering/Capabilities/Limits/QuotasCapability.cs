using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Limits;

/// <summary>Limits of calls by account or key, counted in the database.</summary>
internal sealed class QuotasCapability : ICapability, IEmitter
{
    private const string Folder = "Infrastructure/Quotas/";

    public CapabilityInfo Info { get; } =
        new("quotas", "Quotas", "So many calls of an account or an API key in a period, exact under any number of callers and instances.");

    public string Id => "aspnetcore-quotas";

    public string Description => "Counters of calls by account, and the answer when they are used up";

    public bool IsUsedBy(Blueprint blueprint) => CallLimit.AreUsed(blueprint);

    // Counters stand in the service's database and need nothing else.
    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddSection(
            "Quotas",
            $"""
            Calls beyond a quota are answered 429 `{CallLimit.Problem}` with the seconds until the next period in `Retry-After`. The counters
            are rows of the table `{CallLimit.Table}`, one for each account (or key) and quota; removing a row gives its holder a new start.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return [.. Template.Folder(model, Template.Service + Folder), .. Template.Folder(model, Template.Tests + "Quotas/")];
    }
}
