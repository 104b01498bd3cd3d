using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Brokers;

/// <summary>What all brokers have in common: events go through one that the blueprint chooses, once its connection string is set.</summary>
internal abstract class BrokerCapability : ICapability, IEmitter
{
    /// <summary>What of brokers there can be but one, and the key in <c>deployment</c> that chooses it.</summary>
    public const string Exclusive = "messaging";

    /// <summary>Variable by which the delivered tests learn of a real one.</summary>
    public const string Tests = "TEST_BROKER";

    /// <summary>Events within the process, by choice.</summary>
    public const string InProcess = "inprocess";

    public abstract CapabilityInfo Info { get; }

    public string Id => "aspnetcore-" + Info.Id;

    public string Description => $"Events through {Info.Title}";

    /// <summary>The broker as a resource, with its connection.</summary>
    protected abstract Resource Broker { get; }

    /// <summary>What the connection string looks like, for people.</summary>
    protected abstract string Example { get; }

    /// <summary>Folder of its code in the template, and end of the method that registers it.</summary>
    protected abstract string Folder { get; }

    /// <summary>The package of its client.</summary>
    protected abstract string Package { get; }

    /// <summary>What holds for it, for the README.</summary>
    protected abstract string Promise { get; }

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Messaging == Info.Id;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(Broker);
        // What nobody runs in a container is a service of a cloud.
        if (Broker.Container is null)
            plan.Add(new OutsideCall(OutsideCall.Https, Info.Title));
        plan.Add(
            new Setting(Broker.Connection!.Setting, $"where {Info.Title} is: {Example}", "none: events stay within the process")
            {
                Secret = true,
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(DeliveredPackages.Of(Package));
        delivery.AddRegistration($"services.Add{Folder}(builder.Configuration);");
        delivery.AddStartup("if (await app.EventCommandAsync(args))\n    return 0;");
        var variable = Setting.VariableOf(Broker.Connection!.Setting);
        delivery.AddSection(
            Info.Title,
            $"""
            Events go through {Info.Title} once `{variable}` names it: `{Example}`. Without it they stay within the process, and
            `/health/ready` says *Degraded* in production. {Promise}

            While it is away the service answers, and events wait in the outbox. What is no event is among its dead letters:
            `dotnet run --project src/{delivery.Plan.ProjectName} -- --events-replay` has them received again. The delivered tests use a
            real one when `{Tests}` holds its connection string.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Infrastructure/Events/Brokers/"),
            .. Template.Folder(model, $"{Template.Service}Infrastructure/Events/{Folder}/"),
            .. Template.Folder(model, Template.Tests + "Events/Brokers/"),
            .. Template.Folder(model, $"{Template.Tests}Events/{Folder}/"),
        ];
    }
}
