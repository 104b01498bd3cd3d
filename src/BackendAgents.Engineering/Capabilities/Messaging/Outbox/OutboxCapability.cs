using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Outbox;

/// <summary>
/// What is told to others is stored with the change, and delivered later by the handler of its kind: at least once, in order by key, tried
/// again, and dead in the end. Whatever tells something adds a handler.
/// </summary>
internal sealed class OutboxCapability : ICapability, IEmitter
{
    /// <summary>Setting by which an instance leaves work in the background to others.</summary>
    public static Setting Enabled { get; } =
        new("Background:Enabled", "whether this instance does what runs in the background: messages, scheduled jobs", "true");

    public CapabilityInfo Info { get; } =
        new("outbox", "Outbox", "Messages stored with the change and delivered at least once, with retries, dead letters and metrics.");

    public string Id => Info.Id;

    public string Description => "Table, dispatcher and handlers of messages to others";

    public bool IsUsedBy(Blueprint blueprint) => Background.HasOutbox(blueprint);

    public void Plan(PlanBuilder plan)
    {
        plan.Add(Enabled);
        var meter = plan.Blueprint.Service.Name;
        plan.Add(new Metric("outbox.pending", MetricKind.Gauge, "{message}", "Messages that wait to be delivered", meter));
        plan.Add(new Metric("outbox.dead", MetricKind.Gauge, "{message}", "Messages that were given up", meter));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(new TestFolderEmitter("Clock"));
        delivery.AddRegistration("services.AddOutbox(builder.Configuration);");
        delivery.AddStartup("if (await app.OutboxCommandAsync(args))\n    return 0;");
        var run = $"dotnet run --project src/{delivery.Plan.ProjectName} --";
        delivery.AddSection(
            "Messages to others",
            $"""
            What the service tells others is stored in the table `outbox_messages` with the change that it tells of, and delivered from
            there: at least once, again after 10 seconds when it fails, then after twice as long each time, and given up after about a
            day.

            | command | does |
            |---|---|
            | `{run} --outbox-dead` | lists what was given up, with the reason |
            | `{run} --outbox-replay` | has all of it tried again; an id behind it names one |

            Several instances never work on one message at once. One that ends after a delivery and before it is noted delivers it again, so
            whoever receives messages knows them by their id. `/health/ready` says *Degraded* while something is given up or can't be sent.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Outbox/")
            .Concat(Template.Folder(model, Template.Tests + "Outbox/"));
    }
}
