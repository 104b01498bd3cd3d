using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Memory;

/// <summary>Copies of answers in the memory of each instance.</summary>
internal sealed class MemoryCacheCapability : ICapability
{
    public const string Id = "memory";

    public CapabilityInfo Info { get; } =
        new(Id, "Cache in memory", "Copies of answers that are the same for many, kept in each instance until something changes.")
        {
            Words = ["caching", "in-memory cache", "in-memory caching", "memory cache", "response caching", "output caching"],
            Exclusive = ReadCacheParts.Exclusive,
        };

    public bool IsUsedBy(Blueprint blueprint) => EntityCache.IsUsedBy(blueprint) && (blueprint.Deployment.Cache ?? Id) == Id;

    public void Plan(PlanBuilder plan) => ReadCacheParts.Plan(plan);

    public void Deliver(DeliveryBuilder delivery)
    {
        ReadCacheParts.Deliver(delivery);
        delivery.AddSection(
            "Copies of answers",
            $"""
            Who may see all rows is answered from copies, which are in the memory of each instance. A change ends them at once where it is made;
            another instance may answer from its own copy for as long as that lives.

            | operation | lives at most |
            |---|---|
            {ReadCacheParts.Table(delivery.Plan.Blueprint)}
            """
        );
    }
}
