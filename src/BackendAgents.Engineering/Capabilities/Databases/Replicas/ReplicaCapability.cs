using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.Replicas;

/// <summary>Reads from a replica that is near enough; who has changed something reads from the database.</summary>
internal sealed class ReplicaCapability : ICapability, IEmitter
{
    private const string Folder = "Replicas/";

    public CapabilityInfo Info { get; } =
        new(
            ReplicaCode.Capability,
            "Read replica",
            "Reads from a replica that is near enough; who has changed something reads from the database."
        )
        {
            Words = ["read replica", "read replicas", "replica database", "database replica", "database replicas"],
            Options = typeof(ReplicaOptions),
            IsOptional = true,
        };

    public string Id => "aspnetcore-replica";

    public string Description => "Reads from a replica";

    public void Plan(PlanBuilder plan)
    {
        plan.Add(
            new Setting("ConnectionStrings:Replica", "a replica of the database, for reads", "none: the database answers") { Secret = true }
        );
        plan.Add(
            new Metric(ReplicaCode.Lag, MetricKind.Gauge, "s", "Seconds that the replica is behind at most", plan.Blueprint.Service.Name)
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var seconds = delivery.Plan.Options<ReplicaOptions>(Info.Id).MaxLagSeconds;
        delivery.Add((IEmitter)this);
        delivery.AddRegistration($"services.AddReplica(builder.Configuration, {seconds});");
        delivery.AddMiddleware(MiddlewareStage.Caching, "app.UseReplica();");
        delivery.AddSection(
            "Read replica",
            $"""
            With `ConnectionStrings__Replica`, gets, lists and reports are answered by that replica, while it is known to be at most
            {seconds} s behind; otherwise by the database, and `/health/ready` says *Degraded*. Who is logged in is answered so only where
            all instances share a cache (Redis or memcached), through which they know who has changed something in the last {seconds + 2} s:
            that caller reads from the database. `database.replica.lag` tells how far behind it is.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, $"{Template.Service}Infrastructure/{Folder}"),
            .. Template.Folder(model, Template.Tests + Folder),
        ];
    }
}
