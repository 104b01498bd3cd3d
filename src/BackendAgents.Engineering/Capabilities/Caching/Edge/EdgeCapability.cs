using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Edge;

/// <summary>Public answers in a network of somebody else, which is told of changes by HTTP.</summary>
internal sealed class EdgeCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("edge", "CDN", "Public answers in a CDN by Cache-Control, ETag and surrogate keys; changes purge it. All else is never kept.")
        {
            Words = ["cdn", "content delivery network", "edge cache", "edge caching", "fastly"],
            Exclusive = EdgeParts.Exclusive,
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Cdn == Info.Id;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(EdgeParts.Connection);
        plan.Add(new OutsideCall(OutsideCall.Https, "the CDN that is purged"));
    }

    public void Deliver(DeliveryBuilder delivery) =>
        EdgeParts.Deliver(
            delivery,
            "CDN",
            """
            A CDN before the service keeps public answers: let it heed `s-maxage` and know answers by `Surrogate-Key`. Fastly is told of
            changes by `Urls=https://api.fastly.com/service/…/purge;Method=POST;Header=Fastly-Key;Key=…`; for a network that is told in
            another way write an `IEdge`.
            """
        );
}
