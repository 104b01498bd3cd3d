using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Memcached;

/// <summary>Copies of answers in a memcached that all instances share.</summary>
internal sealed class MemcachedCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new("memcached", "Memcached", "Copies of answers in memcached, shared by all instances; the service answers without it, too.")
        {
            Words = ["memcached", "memcache"],
            Exclusive = ReadCacheParts.Exclusive,
        };

    public string Id => "aspnetcore-memcached";

    public string Description => "Copies in memcached, and a client for it";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Cache == Info.Id;

    // It has no passwords: nobody but the service reaches it.
    public void Plan(PlanBuilder plan)
    {
        ReadCacheParts.Plan(plan);
        plan.Add(ReadCacheParts.Connection("cache:11211"));
        plan.Add(
            new Resource("cache", ResourceKind.Cache, "memcached 1.6")
            {
                Connection = new Connection(ReadCacheParts.Setting, "cache:11211"),
                Container = new Container("memcached:1.6", 11211)
                {
                    Command = ["memcached", "--memory-limit=256", "--max-item-size=2m", "--disable-flush-all"],
                    HealthCheck = ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/11211; printf 'version\\r\\n' >&3; read -t 3 -r line <&3"],
                    UserId = 11211,
                    Trial = new TrialRun(ReadCacheParts.Tests, "{host}:11211"),
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        ReadCacheParts.Deliver(delivery);
        delivery.Add((IEmitter)this);
        delivery.AddRegistration("services.AddMemcached(builder.Configuration);");
        delivery.AddSection(
            "Memcached",
            $"""
            Who may see all rows is answered from copies in memcached, which a change ends for all instances before it is answered. Without
            `{ReadCacheParts.Variable}` each instance keeps them in its own memory. While memcached
            is away the database answers, and `/health/ready` says *Degraded*. It knows no passwords: let nobody but the service reach it.

            | operation | lives at most |
            |---|---|
            {ReadCacheParts.Table(delivery.Plan.Blueprint)}
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery) => ReadCacheParts.Shared(new ServiceModel(delivery.Plan), "Memcached");
}
